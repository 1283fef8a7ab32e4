/** Two numbers that are added, i ≤ j: an example of Liu's toy addition. */
export type Pair = readonly [number, number]

/** Two examples of equal sum, by their rows in `unorderedPairs`, the first one smaller: where E is linear, E_i + E_j = E_m + E_n. */
export type Parallelogram = readonly [number, number]

/** All pairs i ≤ j of 0 … symbols − 1, i slowest: the rows of the task `toy_addition`. */
export function unorderedPairs(symbols: number): readonly Pair[] {
  return Array.from({ length: symbols }, (_, i) => Array.from({ length: symbols - i }, (_, k): Pair => [i, i + k])).flat()
}

/**
 * P0: every two different examples of equal sum, 70 for ten symbols. P0(D) is what is left of it within a training set.
 *
 * Source: Liu et al. 2022, arXiv:2205.10343, section 3.2 and `toy/train_add.py`.
 */
export function allParallelograms(pairs: readonly Pair[]): readonly Parallelogram[] {
  const rowsBySum = Map.groupBy(pairs.keys(), (row) => (pairs[row]?.[0] ?? 0) + (pairs[row]?.[1] ?? 0))
  return [...rowsBySum.values()].flatMap((rows) => rows.flatMap((left, at) => rows.slice(at + 1).map((right): Parallelogram => [left, right])))
}

/** P0(D): both examples are trained on. */
export function within(all: readonly Parallelogram[], train: Iterable<number>): readonly Parallelogram[] {
  const rows = new Set(train)
  return all.filter(([left, right]) => rows.has(left) && rows.has(right))
}

/** The coefficients of E_i + E_j − E_m − E_n: [symbols]. */
export function coefficients(pairs: readonly Pair[], [left, right]: Parallelogram, symbols: number): Int8Array {
  const row = new Int8Array(symbols)
  for (const symbol of pairs[left] ?? []) row[symbol]! += 1
  for (const symbol of pairs[right] ?? []) row[symbol]! -= 1
  return row
}
