import { decadeDomain, niceDomain } from '../../../../../figures/axes.ts'

/** How a line of a chart over steps is drawn: ink is what the panel is about, soft what stands beside it. */
export type LineTone = 'ink' | 'soft' | 'dashed' | 'train' | 'test'

export interface StepLine {
  readonly label: string
  readonly tone: LineTone
  readonly steps: ArrayLike<number>
  readonly values: ArrayLike<number>
  /** Few, measured by hand: each is a point. */
  readonly hasPoints: boolean
}

/** Between two series of one length: a range of quantiles. */
export interface StepBand {
  readonly tone: 'train' | 'test' | 'ink'
  readonly opacity: number
  readonly steps: ArrayLike<number>
  readonly low: ArrayLike<number>
  readonly high: ArrayLike<number>
}

/** Least and largest finite value of all lines; null without any. */
export function valueRange(lists: readonly ArrayLike<number>[], isLog: boolean): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity]
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i]!
      if (!Number.isFinite(value) || (isLog && value <= 0)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  return low > high ? null : [low, high]
}

/** A round domain for some lines. On a linear axis 0 is in it where no value lies below. */
export function chartDomain(lists: readonly ArrayLike<number>[], scale: 'linear' | 'log'): readonly [number, number] {
  const range = valueRange(lists, scale === 'log')
  if (range === null) return scale === 'log' ? [0.1, 10] : [0, 1]
  if (scale === 'log') return decadeDomain(...range)
  // Nothing but zeros: most of what is measured cannot be less.
  if (range[0] === 0 && range[1] === 0) return [0, 1]
  return niceDomain(Math.min(0, range[0]), range[1])
}

/** The outline of a band as the `d` of a polygon; parts without both values are left out. */
export function bandPath({ steps, low, high }: StepBand, x: (step: number) => number, y: (value: number) => number): string {
  const points = Array.from(steps, (step, i) => ({ px: x(step), low: y(low[i]!), high: y(high[i]!) })).filter(({ low: a, high: b }) => Number.isFinite(a) && Number.isFinite(b))
  if (points.length < 2) return ''
  const there = points.map(({ px, high: at }) => `${px.toFixed(1)} ${at.toFixed(1)}`)
  const back = [...points].reverse().map(({ px, low: at }) => `${px.toFixed(1)} ${at.toFixed(1)}`)
  return `M${[...there, ...back].join('L')}Z`
}

const labelHeight = 13
/** Beyond this a name no longer says whose it is. */
const farthest = 30

/**
 * Baselines of names beside the ends of their lines, top to bottom and apart from each other: each as near its end as those above
 * leave it, then moved up as far as the foot of the plot asks. What finds no place near its end is left out.
 */
export function endLabels<E extends { readonly end: number }>(ends: readonly E[], bottom: number): readonly (E & { readonly py: number })[] {
  const sorted = ends.toSorted((a, b) => a.end - b.end)
  const places = sorted.map(({ end }) => end + 4)
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i]!, places[i - 1]! + labelHeight)
  for (let i = places.length - 1, limit = bottom + 4; i >= 0; i--, limit = places[i + 1]! - labelHeight) places[i] = Math.min(places[i]!, limit)
  return sorted.flatMap((each, i) => (Math.abs(places[i]! - each.end) < farthest + 4 ? [{ ...each, py: places[i]! }] : []))
}
