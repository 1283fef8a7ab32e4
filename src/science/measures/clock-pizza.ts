import { z } from 'zod'
import { defineMeasure } from './define.ts'
import { embeddings, gradientCosines, randomTriples } from './gradient-symmetry.ts'
import { answerPlace, forwardGrid, lacksGrid, residueGrid, type ResidueGrid } from './residue-grid.ts'

/** Standard deviation over all of them. */
function deviation(values: ArrayLike<number>): number {
  let mean = 0
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2
  return Math.sqrt(sum / values.length)
}

/**
 * Mean over distances d = a − b of the deviation of the correct output within one distance, over its deviation over all pairs.
 *
 * @param correct the correct output of each cell, f64 [n²]
 */
export function distanceIrrelevance(grid: ResidueGrid, correct: Float64Array): number {
  const { n } = grid
  const byDistance = Array.from({ length: n }, () => new Float64Array(n))
  // The other combination of the two: a − b of a sum, a + b of a difference.
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) byDistance[grid.sign === -1 ? (i + j) % n : (i - j + n) % n]![j] = correct[i * n + j]!
  return byDistance.reduce((sum, column) => sum + deviation(column) / n, 0) / deviation(correct)
}

/**
 * Which of two algorithms for modular sums a network has found. A clock multiplies waves, so that the distance a − b does not matter
 * to the right answer's output; a pizza adds them, and its output is small where cos(w(a − b)/2) is.
 *
 *   distance_irrelevance   ⟨std of the correct output at one a − b⟩ / std over all pairs: near 0 for a pizza, near 1 for a clock
 *   gradient_symmetricity  ⟨cos(∂L_c/∂E_a, ∂L_c/∂E_b)⟩ over random triples: near 1 for a pizza; for models with an embedding only
 *
 * The published script overwrites the table of correct outputs by the best wrong ones; here it holds the correct ones. Triples have
 * three different symbols and are drawn once, from the seed of the run.
 *
 * Source: Zhong et al. 2023, arXiv:2306.17844, section 4.1 (gradient symmetricity) and 4.2 (distance irrelevance).
 */
export const clockPizza = defineMeasure({
  id: 'clock_pizza',
  title: 'Clock or pizza',
  formula: String.raw`
    \text{distance irrelevance} = \frac{\big\langle\operatorname{std}_{a+b}L_{\text{correct}}\big\rangle_{a-b}}{\operatorname{std}L_{\text{correct}}} \\
    \text{gradient symmetricity} = \Big\langle\cos\Big(\frac{\partial L_c}{\partial E_a},\frac{\partial L_c}{\partial E_b}\Big)\Big\rangle\quad\text{over random } (a, b, c)`,
  domain: 'Tables of sums of residues, with an embedding. Irrelevance 0 to 1, symmetricity −1 to 1.',
  source: 'Zhong et al. 2023',
  unit: '1',
  expect: 'With full attention the irrelevance ends near 0.8 and the symmetricity near 0.45: a clock. Without it, at 0.2 and 0.99: a pizza. Linear models that add embeddings are pizzas too.',
  cost: 'b',
  series: ['distance_irrelevance', 'gradient_symmetricity'],
  parameters: z.strictObject({ triples: z.int().min(1).max(10_000).default(100).meta({ unit: 'triples', help: 'The symmetricity is a mean over so many random triples.' }) }),
  lacks: (input) => lacksGrid(input, { sum: true }),
  async compute(input, { triples }) {
    const grid = residueGrid(input)
    if (typeof grid === 'string') return {}
    const { n, residues } = grid
    const { outputs: { shape: [, classes = 0], data } } = await forwardGrid(input, grid)
    const correct = Float64Array.from({ length: n * n }, (_, cell) => data[cell * classes + residues[answerPlace(grid, Math.floor(cell / n), cell % n)]!]!)
    const irrelevance = distanceIrrelevance(grid, correct)
    const { inputs } = input.examples
    if (embeddings(input) === null || inputs.kind !== 'tokens' || inputs.vocabulary < 3) return { distance_irrelevance: irrelevance }
    const cosines = (await gradientCosines(input, randomTriples(inputs.vocabulary, triples, input.config.seed))).filter((each) => !Number.isNaN(each))
    return { distance_irrelevance: irrelevance, gradient_symmetricity: cosines.reduce((sum, each) => sum + each, 0) / cosines.length }
  },
  async arrays(input) {
    const grid = residueGrid(input)
    if (typeof grid === 'string') return {}
    const { n, residues } = grid
    const { outputs: { shape: [, classes = 0], data } } = await forwardGrid(input, grid)
    // Sum down and distance across: for odd n every cell is one pair.
    const table = new Float64Array(n * n).fill(NaN)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const sum = answerPlace(grid, i, j)
        table[sum * n + (grid.sign === -1 ? (i + j) % n : (i - j + n) % n)] = data[(i * n + j) * classes + residues[sum]!]!
      }
    }
    return { correct_output: { shape: [n, n], dtype: 'f64', data: table } }
  },
})
