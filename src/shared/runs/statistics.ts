/** What is said of the values of several runs. Values that are missing or not finite are counted, never averaged. */
export interface Spread {
  /** How many values the mean is of. */
  readonly n: number
  /** How many runs have none: not reached, not measured, not finite. */
  readonly missing: number
  readonly mean: number
  /** Sample standard deviation, with n − 1; null for a single value. */
  readonly deviation: number | null
  readonly least: number
  readonly most: number
}

/**
 * Mean and sample standard deviation, s² = Σ(x − x̄)² / (n − 1), in two passes; null when no value is there.
 * Two passes: the one-pass variance loses half of the digits where the mean is large beside the spread, as for steps near 10⁵.
 */
export function spreadOf(values: readonly (number | null | undefined)[]): Spread | null {
  const there = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  const n = there.length
  if (n === 0) return null
  const mean = there.reduce((sum, value) => sum + value / n, 0)
  const squares = there.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { n, missing: values.length - n, mean, deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null, least: Math.min(...there), most: Math.max(...there) }
}
