import { formatFixed } from './formats.ts'
import type { SmoothingSpec } from './spec-series.ts'

/**
 * A smoothed series beside its steps. It is computed on what was logged, before anything is reduced, so its value at a step is the same at
 * any zoom, width and resolution. Points that are not finite have no smoothed value and count in no other's; with logarithms that holds for
 * values at or below 0 too, which stay as they are.
 *
 * @param steps ascending; @param logs average logarithms of the values
 */
export function smooth(steps: ArrayLike<number>, values: Float64Array, { kind, width, along }: SmoothingSpec, logs: boolean): Float64Array {
  const takes = (v: number): boolean => Number.isFinite(v) && (!logs || v > 0)
  const kept: number[] = []
  for (let i = 0; i < values.length; i += 1) if (takes(values[i]!)) kept.push(i)
  const place = Float64Array.from(kept, (i) => placeOf(steps[i]!, along))
  const measured = Float64Array.from(kept, (i) => (logs ? Math.log(values[i]!) : values[i]!))
  const smoothed = kind === 'ema' ? average(place, measured, width) : kind === 'mean' ? centredMean(place, measured, width / 2) : centredMedian(place, measured, width / 2)
  const result = Float64Array.from(values)
  kept.forEach((i, k) => (result[i] = logs ? Math.exp(smoothed[k]!) : smoothed[k]!))
  return result
}

/** Where a step stands in the domain of a window. Step 0 is infinitely far from step 1 along a log axis, so it is alone in its window. */
function placeOf(step: number, along: SmoothingSpec['along']): number {
  return along === 'step' ? step : Math.log10(step)
}

/**
 * Bias-corrected exponential average of irregular points: weights e^(−Δ/τ) of the distance back, normalised by their sum, so the first
 * value is the first point and a constant stays itself.
 */
function average(place: Float64Array, values: Float64Array, tau: number): Float64Array {
  let weight = 0
  let now = 0
  return values.map((value, i) => {
    const distance = i === 0 ? Infinity : place[i]! - place[i - 1]!
    weight = (Number.isFinite(distance) ? weight * Math.exp(-distance / tau) : 0) + 1
    now = i === 0 ? value : now + (value - now) / weight
    return now
  })
}

/** Calls with the half-open range of indices within `half` of each place. */
function windows(place: Float64Array, half: number, visit: (i: number, from: number, to: number) => void): void {
  const room = half * (1 + 1e-12) // a point at the edge belongs to the window whatever the last digit
  let from = 0
  let to = 0
  for (let i = 0; i < place.length; i += 1) {
    const at = place[i]!
    while (place[from]! < at - room) from += 1
    while (to < place.length && place[to]! <= at + room) to += 1
    visit(i, from, to)
  }
}

/** By prefix sums with their rounding errors beside them: a spike of 1e30 leaves no trace in windows without it. */
function centredMean(place: Float64Array, values: Float64Array, half: number): Float64Array {
  const high = new Float64Array(values.length + 1)
  const low = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i += 1) {
    const a = high[i]!
    const b = values[i]!
    const sum = a + b
    const back = sum - a
    high[i + 1] = sum
    low[i + 1] = low[i]! + (a - (sum - back)) + (b - back)
  }
  const result = new Float64Array(values.length)
  windows(place, half, (i, from, to) => (result[i] = to - from === 1 ? values[i]! : (high[to]! - high[from]! + (low[to]! - low[from]!)) / (to - from)))
  return result
}

/** By counts of ranks in a Fenwick tree: n log n for windows of any width. The median of an even number is the mean of the middle two. */
function centredMedian(place: Float64Array, values: Float64Array, half: number): Float64Array {
  const n = values.length
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
  const rank = new Uint32Array(n)
  order.forEach((i, r) => (rank[i] = r))
  const tree = new Int32Array(n + 1)
  const add = (r: number, by: number): void => {
    for (let k = r + 1; k <= n; k += k & -k) tree[k]! += by
  }
  const top = n === 0 ? 0 : 2 ** Math.floor(Math.log2(n))
  /** The value with `below` values of the window before it. */
  const nth = (below: number): number => {
    let k = 0
    let rest = below
    for (let bit = top; bit > 0; bit >>= 1) {
      const next = k + bit
      if (next <= n && tree[next]! <= rest) {
        k = next
        rest -= tree[next]!
      }
    }
    return values[order[k]!]!
  }
  const result = new Float64Array(n)
  let first = 0
  let end = 0
  windows(place, half, (i, from, to) => {
    while (end < to) add(rank[end++]!, 1)
    while (first < from) add(rank[first++]!, -1)
    const count = to - from
    const middle = nth(count >> 1)
    result[i] = count % 2 === 1 ? middle : (nth((count >> 1) - 1) + middle) / 2
  })
  return result
}

const kinds = { median: 'centred median', mean: 'centred mean', ema: 'bias-corrected EMA' } as const

/** What was done, for the legend, the footer and the caption: "centred median, 0.05 decades of step". */
export function smoothingWords({ kind, width, along, values }: SmoothingSpec): string {
  const wide = along === 'step' ? `${formatFixed(width, 0)} steps` : `${String(width)} decades of step`
  const domain = values === 'log' && kind !== 'median' ? ' of logarithms on log axes' : ''
  return `${kinds[kind]}${domain}, ${wide}`
}
