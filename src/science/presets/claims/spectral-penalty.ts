import type { EvidencePlan } from './claim.ts'
import { across, inRange } from './judge.ts'
import { last, measured, stepOf, type Reading } from './read.ts'

const members = ['decay', 'decay, penalty and noise']
const isLess = ([plain, penalised]: readonly (number | null)[]): boolean => (penalised ?? NaN) < (plain ?? NaN)
const rank: Reading = last('effective_rank.layers.1.weight')

export const spectralPenalty: EvidencePlan = {
  preset: 'spectral-penalty',
  seeds: [0],
  measures: [{ measure: 'complexity', at: 'last' }],
  claims: [
    inRange({ id: 'generalise', claim: 'Both runs bring the tests to 95 %.', published: 'DeMoss et al. 2024, figure 5', value: stepOf('test_acc_95') }),
    across({ id: 'rank', claim: 'With the penalty the effective rank of the middle matrix ends lower.', published: 'DeMoss et al. 2024, section 5', members, value: rank, holds: isLess }),
    across({ id: 'complexity', claim: 'With the penalty the complexity ends lower.', published: 'DeMoss et al. 2024, figure 5: the lowest of all', members, value: measured('complexity', 'complexity_bytes'), holds: isLess }),
  ],
}
