import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { at, difference, last, measured, stepOf } from './read.ts'

export const deepMnist: EvidencePlan = {
  preset: 'deep-mnist',
  seeds: [0],
  measures: [{ measure: 'feature_rank', at: 'last' }],
  claims: [
    inRange({ id: 'memorises', claim: 'Training passes 99 %.', published: 'Fan et al. 2024, figure 3', value: stepOf('train_acc_99') }),
    inRange({ id: 'delay', claim: 'Tests rise by at least 10 % after that.', published: 'Fan et al. 2024, figure 3: a second stage', value: (run) => difference(last('test_accuracy'), at('test_accuracy', stepOf('train_acc_99')(run) ?? Infinity))(run), from: 0.1 }),
    inRange({ id: 'tunnel', claim: 'At least 3 layers have a feature rank below 300 at the end.', published: 'Fan et al. 2024: 6 of 12', value: measured('feature_rank', 'tunnel_length'), from: 3 }),
  ],
}
