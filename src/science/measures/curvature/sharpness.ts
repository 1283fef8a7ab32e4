import { z } from 'zod'
import { sizeOf, type HostTensor } from '../../../shared/tensors.ts'
import { defineMeasure } from '../define.ts'
import { trainedOf } from '../trained.ts'
import { climbInBox } from './boxed-ascent.ts'
import { lossAlong, randomSubspace } from './subspace.ts'

/** G⁻¹ y for the factor L of G = L Lᵀ. */
function solved({ shape: [k = 0], data }: HostTensor, y: Float64Array): Float64Array {
  const x = Float64Array.from(y)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) x[i]! -= data[i * k + j]! * x[j]!
    x[i]! /= data[i * k + i]!
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let j = i + 1; j < k; j++) x[i]! -= data[j * k + i]! * x[j]!
    x[i]! /= data[i * k + i]!
  }
  return x
}

/**
 * Sharpness of Keskar: how far the training loss f rises within a small box of a random subspace,
 *
 *   φ = 100 · (max f(w + A y) − f(w))/(1 + f(w))  over |y_i| ≤ ε (|(A⁺w)_i| + 1),   A⁺ [k, n] random with rows of length 1
 *
 * The maximum is sought by `climbInBox` where the source takes L-BFGS-B. (The code of Power et al. hands f itself to a minimiser, so it
 * measures how far the loss falls in the box; Keskar's definition is kept here.)
 *
 * Source: Keskar et al. 2017, arXiv:1609.04836, section 2.2.2; Power et al. 2022, arXiv:2201.02177 (k = 10, ε = 1e-3, ten iterations).
 */
export const sharpness = defineMeasure({
  id: 'sharpness',
  title: 'Sharpness',
  formula: String.raw`
    \phi = 100\,\frac{\max_y f(w + Ay) - f(w)}{1 + f(w)},\qquad \lvert y_i\rvert\le\varepsilon\big(\lvert(A^+w)_i\rvert + 1\big) \\
    A:\ \text{10 random directions},\qquad f:\ \text{the training loss}`,
  domain: 'Any model with more weights than directions. 0 and above.',
  source: 'Keskar et al. 2017; Power et al. 2022',
  unit: '%',
  expect: 'It falls as the network generalises: flat minima have the better tests. Its size depends on the scale of the weights.',
  cost: 'c',
  series: ['sharpness'],
  parameters: z.strictObject({
    directions: z.int().min(1).max(100).default(10).meta({ unit: 'directions', help: 'Dimension of the random subspace.' }),
    radius: z.number().gt(0).max(1).default(1e-3).meta({ unit: '1', help: 'Half the edge of the box, relative to 1 and to the weights in the subspace.' }),
    iterations: z.int().min(1).max(1000).default(10).meta({ unit: 'iterations', help: 'How long the maximum is looked for.' }),
  }),
  lacks(input, { directions }) {
    const n = trainedOf(input.network).reduce((sum, { shape }) => sum + sizeOf(shape), 0)
    return n > directions ? null : `It looks along ${directions} directions, and this model has ${n} weights.`
  },
  async compute(input, { directions, radius, iterations }) {
    const subspace = await randomSubspace(input, directions)
    const factor = input.numerics.cholesky(subspace.gram)
    const box = subspace.projection.map((x) => radius * (Math.abs(x) + 1))
    let start = NaN
    const { value } = await climbInBox(async (y) => {
      await input.breathe(0.5)
      const { loss, gradient } = await lossAlong(input, subspace, solved(factor, y))
      if (Number.isNaN(start)) start = loss
      return { value: loss, gradient: solved(factor, gradient) }
    }, box, iterations)
    return { sharpness: (100 * (value - start)) / (1 + start) }
  },
})
