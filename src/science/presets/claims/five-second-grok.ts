import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { at, stepOf } from './read.ts'

export const fiveSecondGrok: EvidencePlan = {
  preset: 'five-second-grok',
  seeds: firstSeeds(4),
  claims: [
    inRange({ id: 'memorises', claim: 'Training is learnt by step 60.', published: '40 in an independent implementation; this run is ours', value: stepOf('train_acc_100'), to: 60 }),
    inRange({ id: 'plateau', claim: 'At step 400 the test accuracy is below 5 %.', published: '1 %', value: at('test_accuracy', 400), to: 0.05 }),
    inRange({ id: 'generalises', claim: 'Tests pass 95 % by step 1 300 in at least 3 of 4 seeds.', published: '99 % at 1 100, 1 160, 1 180, and 98 % at 3 000', value: stepOf('test_acc_95'), to: 1300, atLeast: 3 }),
    inRange({ id: 'norm', claim: 'The weight norm at step 800 is within 15 % of that at step 100: it is flat through the transition.', published: '55 at 100, 59 at 800', value: (run) => (at('weight_norm', 800)(run) ?? NaN) / (at('weight_norm', 100)(run) ?? NaN), from: 0.85, to: 1.15 }),
    inRange({ id: 'frequency', claim: 'The share of the largest frequency grows from below 0.2 at step 100 to above 0.4 at step 1 000.', published: '0.18 → 0.54', value: (run) => ((at('frequency_share', 100)(run) ?? 1) < 0.2 ? at('frequency_share', 1000)(run) : null), from: 0.4 }),
  ],
}
