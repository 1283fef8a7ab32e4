import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { last, ratio, stepOf } from './read.ts'

const member = 'L1'

export const parityL1: EvidencePlan = {
  preset: 'parity-l1',
  seeds: firstSeeds(3),
  claims: [
    inRange({ id: 'memorises', claim: 'With L1, training passes 99 % by step 600 in 3 of 3 seeds.', published: 'PAIR’s animation: about 1 200; independent implementation: 200 to 300', member, value: stepOf('train_acc_99'), to: 600 }),
    inRange({ id: 'generalises', claim: 'With L1, tests pass 99 % between steps 400 and 1 500 in 3 of 3 seeds.', published: 'PAIR’s animation: about 3 750; independent implementation: 700 to 800', member, value: stepOf('test_acc_99'), from: 400, to: 1500 }),
    inRange({ id: 'live', claim: 'With L1 at most 8 neurons live at the end in 3 of 3 seeds.', published: 'independent implementation: 6, 6, 7', member, value: last('live_neurons'), to: 8 }),
    inRange({ id: 'distractors', claim: 'With L1 the largest distractor ends below 1 % of the smallest relevant weight in 3 of 3 seeds.', published: 'independent implementation: .001 to .002 against 1.5 to 1.9', member, value: ratio(last('irrelevant_weight'), last('relevant_weight')), to: 0.01 }),
    inRange({ id: 'twin', claim: 'With weight decay over 12 neurons live, and the largest distractor stays above 10 % of the smallest relevant weight, in 3 of 3 seeds.', published: 'independent implementation: 16 to 20 neurons, distractors at .7 to .8', member: 'weight decay', value: (run) => ((ratio(last('irrelevant_weight'), last('relevant_weight'))(run) ?? 0) > 0.1 ? last('live_neurons')(run) : null), from: 12 }),
  ],
}
