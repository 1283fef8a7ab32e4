/** Mantissas that make a limit easy to read on a colour bar. */
const round = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/**
 * A symmetric limit for all frames of one tensor: the smallest round number that holds at least `share` of all |values|, so that a few
 * outliers are clipped (and counted) rather than paling everything else. 1 when there is nothing but zeros.
 *
 * @param frames the same matrix at every checkpoint, of every run that is compared
 */
export function symmetricLimit(frames: readonly ArrayLike<number>[], share = 0.998): number {
  const sizes: number[] = []
  // At most about 200 000 values are looked at: a quantile does not need more.
  const total = frames.reduce((n, frame) => n + frame.length, 0)
  const stride = Math.max(1, Math.floor(total / 200_000))
  for (const frame of frames) {
    for (let i = 0; i < frame.length; i += stride) {
      const size = Math.abs(frame[i] ?? NaN)
      if (Number.isFinite(size)) sizes.push(size)
    }
  }
  const sorted = Float64Array.from(sizes).sort()
  const quantile = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
  const bound = quantile > 0 ? quantile : (sorted[sorted.length - 1] ?? 0)
  if (bound === 0) return 1
  const decade = 10 ** Math.floor(Math.log10(bound))
  const mantissa = round.find((m) => m * decade >= bound * (1 - 1e-9)) ?? 10
  return Number((mantissa * decade).toPrecision(2))
}
