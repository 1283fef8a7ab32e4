/** One run of a series in which dimensions were added that mean nothing. */
export interface DelayPoint {
  /** L, added dimensions. */
  readonly added: number
  /** Δ, epochs or steps between the train and the test threshold. */
  readonly delay: number
}

export interface ExponentialFit {
  /** Δ = e^(slope L + intercept). */
  readonly slope: number
  readonly intercept: number
  /** Pearson's r of L and log Δ. */
  readonly correlation: number
  /** Points used: those with a delay above 0 and below infinity. */
  readonly points: number
}

/**
 * Least squares of log Δ against L; null with fewer than two different L.
 *
 * Source: Miller, O'Neill & Bui 2023, arXiv:2310.17247, section 4 (r = 0.92 over pooled tasks).
 */
export function exponentialFit(all: readonly DelayPoint[]): ExponentialFit | null {
  const points = all.filter(({ delay }) => delay > 0 && Number.isFinite(delay))
  const mean = (of: (point: DelayPoint) => number): number => points.reduce((sum, point) => sum + of(point), 0) / points.length
  const centre = mean(({ added }) => added)
  const height = mean(({ delay }) => Math.log(delay))
  const spread = mean(({ added }) => (added - centre) ** 2)
  if (points.length < 2 || spread === 0) return null
  const together = mean(({ added, delay }) => (added - centre) * (Math.log(delay) - height))
  const rise = mean(({ delay }) => (Math.log(delay) - height) ** 2)
  const slope = together / spread
  return { slope, intercept: height - slope * centre, correlation: together / Math.sqrt(spread * rise), points: points.length }
}
