export interface Spread {
  readonly n: number
  /** How many runs have not reached the threshold: mean and deviation are of those that did, and say so. */
  readonly censored: number
  readonly mean: number
  readonly least: number
  readonly most: number
  /** Sample standard deviation, n − 1; null for a single run. */
  readonly deviation: number | null
}

/** Mean, range and sample standard deviation of the steps at which runs crossed a threshold; null when none did. */
export function spreadOf(steps: readonly (number | null)[]): Spread | null {
  const reached = steps.filter((step): step is number => step !== null)
  const n = reached.length
  if (n === 0) return null
  const mean = reached.reduce((sum, step) => sum + step, 0) / n
  const squares = reached.reduce((sum, step) => sum + (step - mean) ** 2, 0)
  return { n, censored: steps.length - n, mean, least: Math.min(...reached), most: Math.max(...reached), deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : null }
}
