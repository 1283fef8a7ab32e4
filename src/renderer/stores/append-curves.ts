import { markRaw } from 'vue'
import type { Curves, SeriesData } from '../../shared/schema/run.ts'
import { grownSeries } from './growing-series.ts'

/**
 * History and the points that came after it. Points at or after the first new step replace what stood there, so that a
 * run that goes on from a checkpoint never shows a step twice. Marked raw: a deep proxy over a curve is slow.
 */
export function appendCurves(history: Curves, points: Curves): Curves {
  const joined: Record<string, SeriesData> = { ...history }
  const grown: SeriesData[] = []
  for (const [name, more] of Object.entries(points)) {
    if (more.steps.length === 0 && joined[name]) continue
    grown.push((joined[name] = appendSeries(joined[name], more, grown)))
  }
  return markRaw(joined)
}

function appendSeries(history: SeriesData | undefined, more: SeriesData, others: readonly SeriesData[]): SeriesData {
  if (!history || history.steps.length === 0) return markRaw(more)
  const first = more.steps[0] ?? Infinity
  let kept = history.steps.length
  while (kept > 0 && (history.steps[kept - 1] ?? 0) >= first) kept--
  return markRaw(grownSeries(history, kept, more, others))
}

/**
 * The curves without what was logged at these steps: a stopped run has a point where it stopped, which the store lets go
 * when the run goes on, because an undisturbed run has none there. A series that has nothing else goes with it.
 */
export function withoutSteps(curves: Curves, removed: readonly number[]): Curves {
  if (removed.length === 0) return curves
  const gone = new Set(removed)
  const rest: Record<string, SeriesData> = {}
  for (const [name, series] of Object.entries(curves)) {
    const kept = series.steps.some((step) => gone.has(step)) ? dropSteps(series, gone) : series
    if (kept === series || kept.steps.length > 0) rest[name] = kept
  }
  return markRaw(rest)
}

function dropSteps({ steps, values }: SeriesData, gone: ReadonlySet<number>): SeriesData {
  const isKept = (_: number, i: number): boolean => !gone.has(steps[i] ?? -1)
  return markRaw({ steps: steps.filter(isKept), values: values.filter(isKept) })
}

/** The last step at which anything was logged; −1 before the first. */
export function lastStep(curves: Curves): number {
  let last = -1
  for (const { steps } of Object.values(curves)) last = Math.max(last, steps.at(-1) ?? -1)
  return last
}
