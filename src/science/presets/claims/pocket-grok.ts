import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { last, at, ratio, stepOf } from './read.ts'

export const pocketGrok: EvidencePlan = {
  preset: 'pocket-grok',
  seeds: firstSeeds(16),
  claims: [
    inRange({ id: 'generalises', claim: 'At least 15 of 16 seeds pass 99 % of the tests between steps 400 and 800.', published: '520 to 640 in 5 of 5 seeds of an independent implementation; this variant is ours', value: stepOf('test_acc_99'), from: 400, to: 800, atLeast: 15 }),
    inRange({ id: 'delay', claim: 'They pass 99 % of the tests over 8 times later than 99 % in training, in at least 15 of 16.', published: 'train 100 % at 40, tests 99 % at 640', value: ratio(stepOf('test_acc_99'), stepOf('train_acc_99')), from: 8, atLeast: 15 }),
    inRange({ id: 'ipr', claim: 'The inverse participation ratio ends over 2.5 times as large as it began.', published: 'Gromov 2023, figure 4: it grows through the transition; 0.062 → 0.186 in the independent implementation', value: ratio(last('ipr'), at('ipr', 0)), from: 2.5, atLeast: 15 }),
  ],
}
