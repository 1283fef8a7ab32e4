import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { at, difference, firstAbove, last, stepOf } from './read.ts'

export const mnist: EvidencePlan = {
  preset: 'mnist',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'Training passes 99 % between steps 500 and 5 000.', published: 'the source: 100 % at about 2 000', value: stepOf('train_acc_99'), from: 500, to: 5000 }),
    inRange({ id: 'plateau', claim: 'At step 5 000 tests are below 40 %.', published: 'the source: 12 to 20 % until about 7 000', value: at('test_accuracy', 5000), to: 0.4 }),
    inRange({ id: 'generalises', claim: 'Tests end between 80 and 95 %.', published: 'the source: 89 %', value: last('test_accuracy'), from: 0.8, to: 0.95 }),
    inRange({ id: 'norm', claim: 'The weight norm falls from between 85 and 100 to below 65.', published: 'the source: 93 → 52', value: (run) => ((at('weight_norm', 0)(run) ?? 0) > 85 && (at('weight_norm', 0)(run) ?? 0) < 100 ? last('weight_norm')(run) : null), to: 65 }),
  ],
}

const large = 'initial weights × 8'

export const digits: EvidencePlan = {
  preset: 'digits',
  seeds: [0],
  claims: [
    inRange({ id: 'memorises', claim: 'From weights × 8, training passes 99 % by step 2 000.', published: 'Omnigrok on MNIST: about 2 000', member: large, value: stepOf('train_acc_99'), to: 2000 }),
    inRange({ id: 'delay', claim: 'From weights × 8, tests pass 80 % at least 1 000 steps after that.', published: 'Omnigrok on MNIST with a tenth of the decay: tens of thousands of steps', member: large, value: difference(firstAbove('test_accuracy', 0.8), stepOf('train_acc_99')), from: 1000 }),
    inRange({ id: 'control', claim: 'From the usual size tests pass 80 % no later than 100 steps after training passes 99 %.', published: 'Omnigrok: no delay at α = 1', member: 'usual initial size', value: difference(firstAbove('test_accuracy', 0.8), stepOf('train_acc_99')), to: 100 }),
  ],
  finding: 'Training takes longer than the claim allows, which was taken from MNIST in batches of 200; here every step sees all 400 digits. The delay itself is there.',
}
