import { firstSeeds, type EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { at, difference, last, ratio, stepOf } from './read.ts'

const generalises = stepOf('test_acc_99')

export const gromovDescent: EvidencePlan = {
  preset: 'gromov-descent',
  seeds: firstSeeds(2),
  claims: [
    inRange({ id: 'plateau', claim: 'At step 400 tests are below 5 %.', published: 'independent implementation: 1.3 % at 500', value: at('test_accuracy', 400), to: 0.05 }),
    inRange({ id: 'generalises', claim: 'Tests pass 99 % between steps 500 and 900 in 2 of 2 seeds.', published: 'independent implementation: 540 to 640, three seeds', value: generalises, from: 500, to: 900 }),
    inRange({ id: 'delay', claim: 'That is at least 30 steps after 99 % in training, in 2 of 2 seeds.', published: 'independent implementation: train 99.9 % at 540, tests 99 % at 640', value: difference(generalises, stepOf('train_acc_99')), from: 30 }),
    inRange({ id: 'ipr', claim: 'The inverse participation ratio ends at least 4 times as large as it began.', published: 'independent implementation: .020 → .129; Gromov 2023: rising through all four regimes', value: ratio(last('ipr'), at('ipr', 0)), from: 4 }),
    inRange({ id: 'norm', claim: 'The weight norm is larger at the end than at the start.', published: 'Gromov 2023: norms of both layers rise', value: ratio(last('weight_norm'), at('weight_norm', 0)), from: 1.000001 }),
  ],
}
