import type { EvidencePlan } from './claim.ts'
import { ofTheory } from './judge.ts'

export const decayAsPrior: EvidencePlan = {
  preset: 'decay-as-prior',
  seeds: [],
  claims: [
    ofTheory({ id: 'decay', claim: 'The decay that the prior stands for is σ²/τ² = 0.16.', published: 'Bishop 2006, eq. 3.55: λ = α/β', value: ({ decay = NaN }) => decay, from: 0.16 - 1e-12, to: 0.16 + 1e-12 }),
    ofTheory({ id: 'same', claim: 'Descent with that decay ends at the posterior mean within 1e-6 of its length.', published: 'Bishop 2006, eq. 3.53: exact', value: ({ distance = NaN }) => distance, from: 0, to: 1e-6 }),
  ],
}
