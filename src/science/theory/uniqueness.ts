import { randomPermutation } from '../../engine/ops/philox.ts'
import { streamOf } from '../random/streams.ts'
import { allParallelograms, coefficients, unorderedPairs, within, type Pair } from './parallelograms.ts'
import { RowSpace } from './row-space.ts'

const drawStream = streamOf('theory/training-sets')

/**
 * Degrees of freedom of the embeddings that have no loss on a training set: symbols − rank A, a row of A for each parallelogram
 * in P0(D). 2 (where the line begins, and its step) means that the linear representation is the only one.
 *
 * @param train rows of `unorderedPairs`
 * Source: Liu et al. 2022, arXiv:2205.10343, section 3.2; there: eigenvalues of AᵀA below 1e-8. Exact for up to 22 symbols.
 */
export function degreesOfFreedom(symbols: number, train: Iterable<number>): number {
  const pairs = unorderedPairs(symbols)
  const space = new RowSpace(symbols)
  for (const each of within(allParallelograms(pairs), train)) space.add(coefficients(pairs, each, symbols))
  return symbols - space.rank
}

export interface UniquenessCurve {
  /** Share of random training sets of n examples for which the linear representation is the only one; element n, 0 … all. */
  readonly share: Float64Array
  /** Where the curve, joined by straight lines, crosses 1/2; in examples. */
  readonly half: number
}

/**
 * P(unique | n) over random training sets. Each draw is an order of all examples; the sets are its beginnings, so one draw serves
 * every n: it counts from the n on at which its rank is full. Within a sum, one row for each further example spans all the others.
 *
 * Error: that of `draws` independent draws at each n, ±√(P(1−P)/draws); different n share their draws.
 * Source: Liu et al. 2022, arXiv:2205.10343, figure 4 (critical fraction about 0.4).
 */
export function uniquenessCurve(symbols: number, { draws, seed }: { readonly draws: number; readonly seed: number }): UniquenessCurve {
  const pairs = unorderedPairs(symbols)
  const firstAt = new Float64Array(pairs.length + 2)
  for (let counter = 0; counter < draws; counter++) {
    const order = randomPermutation(pairs.length, { seed, stream: drawStream, counter })
    firstAt[firstUnique(symbols, pairs, order)]! += 1
  }
  const share = new Float64Array(pairs.length + 1)
  let sum = 0
  for (let n = 0; n <= pairs.length; n++) share[n] = (sum += firstAt[n]!) / draws
  const above = share.findIndex((p) => p >= 0.5)
  const [before = 0, after = 0] = [share[above - 1], share[above]]
  return { share, half: above < 1 ? NaN : above - 1 + (0.5 - before) / (after - before) }
}

/** The number of examples, taken in this order, that first leave two degrees of freedom; one more than there are, if none do. */
function firstUnique(symbols: number, pairs: readonly Pair[], order: Int32Array): number {
  const space = new RowSpace(symbols)
  const firstOf = new Int32Array(2 * symbols - 1).fill(-1) // by sum
  for (let n = 0; n < order.length; n++) {
    const row = order[n]!
    const [i, j] = pairs[row]!
    const other = firstOf[i + j]!
    if (other < 0) firstOf[i + j] = row
    else if (space.add(coefficients(pairs, [other, row], symbols)) && space.rank === symbols - 2) return n + 1
  }
  return order.length + 1
}
