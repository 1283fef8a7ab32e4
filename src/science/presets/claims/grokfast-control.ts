import type { EvidencePlan } from './claim.ts'
import { across } from './judge.ts'
import { stepOf } from './read.ts'

const notSooner = ([without = null, filtered = null]: readonly (number | null)[]): boolean => without !== null && (filtered === null || filtered > 0.8 * without)

export const grokfastControl: EvidencePlan = {
  preset: 'grokfast-control',
  seeds: [0],
  claims: [
    across({ id: 'mild', claim: 'With α = 0.9 and λ = 1 tests do not pass 95 % more than a fifth sooner.', published: 'Lee et al. 2024: ×43.8 against another decay; independent implementation at equal decay: 1 520 against 1 100', members: ['no filter', 'α = 0.9, λ = 1'], value: stepOf('test_acc_95'), holds: notSooner }),
    across({ id: 'strong', claim: 'With α = 0.98 and λ = 5 they do not either.', published: 'independent implementation: slower', members: ['no filter', 'α = 0.98, λ = 5'], value: stepOf('test_acc_95'), holds: notSooner }),
  ],
}
