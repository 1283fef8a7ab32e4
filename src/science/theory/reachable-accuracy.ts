import { allParallelograms, coefficients, unorderedPairs, within, type Parallelogram } from './parallelograms.ts'
import { RowSpace } from './row-space.ts'

/** Shares of examples that are right: of all, and of those not trained on (NaN where there are none). */
export interface ReachableAccuracy {
  readonly all: number
  readonly test: number
}

/**
 * D̄: the training examples, and every test example that a parallelogram joins to a training example of equal sum: the decoder
 * sees the same point for both.
 *
 * Source: Liu et al. 2022, arXiv:2205.10343, section 3.2.
 */
function reached(parallelograms: readonly Parallelogram[], train: ReadonlySet<number>, examples: number): ReachableAccuracy {
  const joined = new Set(parallelograms.flatMap(([a, b]) => [...(train.has(a) && !train.has(b) ? [b] : []), ...(train.has(b) && !train.has(a) ? [a] : [])]))
  return { all: (train.size + joined.size) / examples, test: joined.size / (examples - train.size) }
}

/**
 * The accuracy that the training set allows, |D̄|/|D0|: parallelograms P(D) are those whose row does not raise the rank of A(D).
 *
 * @param rows rows of `unorderedPairs`
 */
export function idealAccuracy(symbols: number, rows: Iterable<number>): ReachableAccuracy {
  const pairs = unorderedPairs(symbols)
  const all = allParallelograms(pairs)
  const train = new Set(rows)
  const space = new RowSpace(symbols)
  for (const each of within(all, train)) space.add(coefficients(pairs, each, symbols))
  return reached(all.filter((each) => space.has(coefficients(pairs, each, symbols))), train, pairs.length)
}

/** The same with the parallelograms that an embedding has (`presentParallelograms`): what its decoder should get right. */
export function predictedAccuracy(symbols: number, rows: Iterable<number>, present: readonly Parallelogram[]): ReachableAccuracy {
  return reached(present, new Set(rows), unorderedPairs(symbols).length)
}
