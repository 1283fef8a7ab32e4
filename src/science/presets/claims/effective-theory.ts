import type { EvidencePlan } from './claim.ts'
import { ofTheory } from './judge.ts'

export const effectiveTheory: EvidencePlan = {
  preset: 'effective-theory',
  seeds: [],
  claims: [
    ofTheory({ id: 'half', claim: 'Half of the random training sets have one representation at 22.5 ± 0.5 of 55 examples.', published: 'Liu et al. 2022, figure 4: critical fraction about 0.4; independent implementation: 22.5, which is 0.41', value: ({ half = NaN }) => half, from: 22, to: 23 }),
    ofTheory({ id: 'unique', claim: 'The training set of 45 examples leaves two degrees of freedom.', published: 'Liu et al. 2022, section 3.2: place and scale', value: ({ degrees_of_freedom = NaN }) => degrees_of_freedom, from: 2, to: 2 }),
    ofTheory({ id: 'rate', claim: 'At learning rate 0.001 the slowest mode falls by e within 100 to 1 000 steps, three times of which the line takes.', published: 'Liu et al. 2022: RQI above 0.95 after 850 to 1 271 steps for 45 examples', value: ({ rate_steps = NaN }) => rate_steps, from: 100, to: 1000 }),
  ],
  finding: 'The slowest mode needs 1 020 steps of gradient descent for this training set and embedding, and the runs of the source have their line after 850 to 1 271 steps, not three times as many. They train with Adam, whose steps do not shrink with the gradient, so that theory and runs agree in order of magnitude only.',
}
