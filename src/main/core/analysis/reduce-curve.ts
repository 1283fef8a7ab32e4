import type { SeriesData } from '../../../shared/schema/run.ts'

/** A stored point. */
export interface Point {
  readonly step: number
  readonly value: number
}

/** What is known of a curve without its points. */
export interface Extent {
  readonly count: number
  readonly first: Point
  readonly last: Point
  readonly min: Point
  readonly max: Point
}

/** Null for a curve without points. */
export function extentOf(curve: SeriesData): Extent | null {
  const { steps, values } = curve
  if (steps.length === 0) return null
  let [min, max] = [0, 0]
  for (let i = 1; i < values.length; i++) {
    if (isLess(values[i]!, values[min]!)) min = i
    if (isLess(-values[i]!, -values[max]!)) max = i
  }
  return { count: steps.length, first: at(curve, 0), last: at(curve, steps.length - 1), min: at(curve, min), max: at(curve, max) }
}

/** The extent of a curve and the points behind it. */
export function joined(a: Extent | null, b: Extent | null): Extent | null {
  if (a === null || b === null) return a ?? b
  return {
    count: a.count + b.count,
    first: a.first,
    last: b.last,
    min: isLess(b.min.value, a.min.value) ? b.min : a.min,
    max: isLess(-b.max.value, -a.max.value) ? b.max : a.max,
  }
}

/** The point nearest to the step, the earlier of two; null where the curve ends before it. */
export function pointNear(curve: SeriesData, step: number): Point | null {
  const { steps } = curve
  const after = firstFrom(steps, step)
  if (after === steps.length) return null
  const isEarlierNearer = after > 0 && step - steps[after - 1]! <= steps[after]! - step
  return at(curve, isEarlierNearer && steps[after] !== step ? after - 1 : after)
}

/** The first point at the threshold or beyond it. */
export function crossing(curve: SeriesData, threshold: number, direction: 'rising' | 'falling'): Point | null {
  const { values } = curve
  const i = direction === 'rising' ? values.findIndex((v) => v >= threshold) : values.findIndex((v) => v <= threshold)
  return i < 0 ? null : at(curve, i)
}

/** NaN is more than everything. */
const isLess = (a: number, b: number): boolean => a < b || (Number.isNaN(b) && !Number.isNaN(a))

const at = ({ steps, values }: SeriesData, i: number): Point => ({ step: steps[i]!, value: values[i]! })

/** Place of the first step that is not below `step`. */
function firstFrom(steps: Uint32Array, step: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]! < step) low = middle + 1
    else high = middle
  }
  return low
}
