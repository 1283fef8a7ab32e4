import { z } from 'zod'
import { centred, effectiveLoss, effectiveTheory, grokkingRate } from '../theory/effective-theory.ts'
import { allParallelograms, unorderedPairs, within } from '../theory/parallelograms.ts'
import { idealAccuracy, predictedAccuracy } from '../theory/reachable-accuracy.ts'
import { presentParallelograms, type Embedding } from '../theory/representation-quality.ts'
import { degreesOfFreedom } from '../theory/uniqueness.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'

const place = 'embed.weight'

function embeddingOf({ weights }: MeasureInput): Embedding | null {
  const table = weights[place]
  return table === undefined ? null : { symbols: table.shape[0] ?? 0, dimensions: table.shape[1] ?? 0, values: table.data }
}

/**
 * Liu's theory of a run of toy addition, from its embedding E and its training set D:
 *
 *   rqi                  share of parallelograms i + n = j + m with ⟨(E_i + E_n − E_j − E_m)²⟩ below the tolerance, E standardised
 *   degrees_of_freedom   of embeddings without loss on D; 2: only the line
 *   ideal_accuracy       on the tests: what D allows          predicted_accuracy   on the tests: what E allows
 *   effective_loss       ℓ over P0(D)                         grokking_rate        λ₃ of its curvature at this |E|²
 *
 * Source: Liu et al. 2022, arXiv:2205.10343; `theory/` has each by itself.
 */
export const representation = defineMeasure({
  id: 'representation',
  title: 'Quality of the representation',
  formula: String.raw`
    \mathrm{RQI} = \text{share of } i + n = j + m \text{ with } \langle(E_i + E_n - E_j - E_m)^2\rangle < 0.01 \\
    E\ \text{of mean 0 and deviation 1},\qquad \mathrm{dof} = p - \operatorname{rank}A(D) \\
    \text{predicted accuracy: by the parallelograms of } E \\
    \lambda_3\ \text{of}\ H = \frac1{Z_0}\frac{\partial^2\ell_0}{\partial E^2}`,
  domain: 'The toy of adding numbers, with an embedding. RQI and accuracies 0 to 1.',
  source: 'Liu et al. 2022',
  unit: '1',
  expect: 'RQI leads both accuracies: it passes 0.95 before the training set is learnt. The predicted accuracy follows it, up to the ideal one.',
  cost: 'a',
  series: ['rqi', 'degrees_of_freedom', 'ideal_accuracy', 'predicted_accuracy', 'effective_loss', 'grokking_rate'],
  parameters: z.strictObject({ tolerance: z.number().gt(0).max(10).default(0.01).meta({ unit: 'variance', help: 'A parallelogram is there when its mean squared defect is below this share of the variance.' }) }),
  lacks(input) {
    const { task } = input.config
    if (task.kind !== 'toy_addition') return 'It reads sums of pairs, the task toy_addition.'
    return embeddingOf(input)?.symbols === task.symbols ? null : `It reads ${place} with a row for each symbol, which this model does not have.`
  },
  compute(input, { tolerance }) {
    const embedding = embeddingOf(input)
    if (embedding === null) return {}
    const { symbols } = embedding
    const { train } = input.split
    const all = allParallelograms(unorderedPairs(symbols))
    const present = presentParallelograms(embedding, tolerance)
    const theory = effectiveTheory(symbols, within(all, train))
    const scale = centred(embedding).reduce((sum, x) => sum + x * x, 0)
    return {
      rqi: present.length / all.length,
      degrees_of_freedom: degreesOfFreedom(symbols, train),
      ideal_accuracy: idealAccuracy(symbols, train).test,
      predicted_accuracy: predictedAccuracy(symbols, train, present).test,
      effective_loss: effectiveLoss(theory, embedding),
      grokking_rate: grokkingRate(input.numerics, theory, { scale, learningRate: 1 }).rate,
    }
  },
})
