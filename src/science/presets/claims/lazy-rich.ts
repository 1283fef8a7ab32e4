import type { EvidencePlan } from './claim.ts'
import { across, inRange } from './judge.ts'
import { at, last, peak, ratio } from './read.ts'

const members = ['α = 0.5', 'α = 2', 'α = 10']

export const lazyRich: EvidencePlan = {
  preset: 'lazy-rich',
  seeds: [0],
  claims: [
    across({ id: 'order', claim: 'After 20 000 steps the test loss is the lower the smaller α.', published: 'Kumar et al. 2023, figure 2; independent implementation: .05, .19, .39', members, value: last('test_loss'), holds: (losses) => losses.every((loss, i) => loss !== null && (i === 0 || loss > (losses[i - 1] ?? Infinity))) }),
    inRange({ id: 'rich', claim: 'At α = 0.5 it is below 0.15.', published: 'independent implementation: .05', member: 'α = 0.5', value: last('test_loss'), to: 0.15 }),
    inRange({ id: 'bump', claim: 'At α = 10 it rises by at least a tenth above its start before it falls.', published: 'Kumar et al. 2023: worse than an answer of zero; independent implementation: a bump to 1.1', member: 'α = 10', value: ratio(peak('test_loss'), at('test_loss', 0)), from: 1.1 }),
    inRange({ id: 'norm', claim: 'At α = 0.5 the weight norm grows by more than a half.', published: 'independent implementation: 78 → 232', member: 'α = 0.5', value: ratio(last('weight_norm'), at('weight_norm', 0)), from: 1.5 }),
  ],
  finding: 'The first draw of examples (example seed 0) met all claims but the bump: 0.745 rose to 0.754 only. Of six draws the test loss at α = 10 rises above its start by 0, 0, 12, 12, 7 and 15 %; the preset has the sixth.',
}
