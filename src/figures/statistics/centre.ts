import type { Centre } from '../spec-series.ts'

/** Share cut from either end by the trimmed mean. */
export const trim = 0.2

/** Quantile of ascending values, linear between order statistics: Hyndman and Fan's type 7, as R and NumPy have it by default. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const place = (ascending.length - 1) * share
  const below = Math.floor(place)
  const low = ascending[below] ?? NaN
  const high = ascending[Math.min(ascending.length - 1, below + 1)] ?? NaN
  return low === high ? low : low + (high - low) * (place - below)
}

/** Two passes: the second takes back what rounding left of the first. */
export function mean(values: ArrayLike<number>): number {
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i += 1) sum += values[i]!
  const first = sum / n
  let rest = 0
  for (let i = 0; i < n; i += 1) rest += values[i]! - first
  return first + rest / n
}

/** How many values the trimmed mean leaves out at either end: ⌊0.2 n⌋. */
export function cutOf(n: number): number {
  return Math.floor(trim * n)
}

/**
 * The centre of ascending finite values: mean, median, mean without the outer fifths, or exp of the mean of logarithms (of values above 0).
 */
export function centreOf(ascending: Float64Array, centre: Centre): number {
  switch (centre) {
    case 'mean':
      return mean(ascending)
    case 'median':
      return quantile(ascending, 0.5)
    case 'trimmed': {
      const cut = cutOf(ascending.length)
      return mean(ascending.subarray(cut, ascending.length - cut))
    }
    case 'geometric':
      return Math.exp(mean(ascending.map(Math.log)))
  }
}
