import type { EvidencePlan } from './claim.ts'
import { inRange } from './judge.ts'
import { difference, measured, stepOf } from './read.ts'

const irrelevance = measured('clock_pizza', 'distance_irrelevance')
const symmetry = measured('clock_pizza', 'gradient_symmetricity')

export const clockPizza: EvidencePlan = {
  preset: 'clock-pizza',
  seeds: [0],
  measures: [{ measure: 'clock_pizza', at: 'last' }],
  claims: [
    inRange({ id: 'generalise', claim: 'All five networks bring the tests to 99 %.', published: 'Zhong et al. 2023', value: stepOf('test_acc_99') }),
    inRange({ id: 'pizza', claim: 'Without attention the distance irrelevance is below 0.4 and the gradient symmetricity above 0.9.', published: 'stored results: 0.22 and .993, medians', member: 'attention 0', value: (run) => ((irrelevance(run) ?? 1) < 0.4 ? symmetry(run) : null), from: 0.9 }),
    inRange({ id: 'clock', claim: 'With full attention the distance irrelevance is above 0.6 and the gradient symmetricity below 0.8.', published: 'stored results: 0.83 and .446, medians', member: 'attention 1', value: (run) => ((irrelevance(run) ?? 0) > 0.6 ? symmetry(run) : null), to: 0.8 }),
    inRange({ id: 'apart', claim: 'At attention 0.25 the symmetricity is above the irrelevance: still a pizza.', published: 'stored results: .993 for rates up to 0.5', member: 'attention 0.25', value: difference(symmetry, irrelevance), from: 0 }),
  ],
}
