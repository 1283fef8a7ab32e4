import { reduce } from '../../figures/reduce.ts'
import type { StepScale } from '../../figures/scene.ts'
import type { SeriesData } from '../../shared/schema/run.ts'

/**
 * The `d` of a line through stored points. A point that is not finite, or that the scale cannot place, ends the line; the
 * next one begins it again, so that a gap looks like a gap.
 */
export function linePath(steps: ArrayLike<number>, values: ArrayLike<number>, x: (step: number) => number, y: (value: number) => number): string {
  let path = ''
  let drawing = false
  for (let i = 0; i < steps.length; i++) {
    const px = x(steps[i]!)
    const py = y(values[i]!)
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      drawing = false
      continue
    }
    path += `${drawing ? 'L' : 'M'}${px.toFixed(1)} ${py.toFixed(1)}`
    drawing = true
  }
  return path
}

/** The `d` of a series on a step axis, of the points that its pixels can show: a spike of one step stays in a line of a hundred thousand. */
export function seriesPath({ steps, values }: SeriesData, x: StepScale, y: (value: number) => number): string {
  return reduce(steps, values, x)
    .stretches.map((indices) => linePath(indices, indices, (i) => x.toPx(steps[i] ?? 0), (i) => y(values[i] ?? NaN)))
    .join('')
}
