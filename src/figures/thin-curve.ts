import { stepScale } from './axes.ts'
import { reduce } from './reduce.ts'
import type { SeriesData } from '../shared/schema/run.ts'

/** Wider than any sketch on any screen, in pixels. */
const columns = 512

/**
 * What a sketch on a log step axis can show of a curve: of each pixel column the first, least, largest and last point. A curve of
 * 100 000 points is kept and drawn as about a thousand; a gap stays a gap, as one NaN.
 */
export function thinCurve<Curve extends SeriesData>(curve: Curve): Curve | { readonly steps: Uint32Array<ArrayBuffer>; readonly values: Float64Array<ArrayBuffer> } {
  const { steps, values } = curve
  const last = steps.at(-1) ?? 1
  if (steps.length <= columns) return curve
  const { stretches } = reduce(steps, values, stepScale('log', [1, Math.max(2, last)], [0, columns], true))
  const kept = stretches.flatMap((stretch, i) => [...(i > 0 ? [-1] : []), ...stretch])
  const stepAt = (place: number, i: number): number => (place < 0 ? (steps[kept[i + 1] ?? 0] ?? 0) : (steps[place] ?? 0))
  return { steps: Uint32Array.from(kept, stepAt), values: Float64Array.from(kept, (place) => (place < 0 ? NaN : (values[place] ?? NaN))) }
}
