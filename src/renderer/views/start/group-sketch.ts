import { groupCurve, type GroupCurve } from '../../../figures/statistics/group-curve.ts'
import type { Curves, SeriesData } from '../../../shared/schema/run.ts'
import type { DrawnRun } from './drawn-runs.ts'

/** More lines than these in one small picture are a tangle. */
export const mostLines = 5

/** Two edges of one series over the same steps. */
export interface SketchBand {
  readonly series: string
  readonly low: SeriesData
  readonly high: SeriesData
}

/** What a small picture draws: lines, and of many runs their median with the middle half of them behind it. */
export interface Sketch {
  readonly lines: readonly Curves[]
  readonly bands: readonly SketchBand[]
}

/** Few runs as they are. Of many the median at every step at which one of them was logged, each run holding its last value, and the quartiles beside it. */
export function sketchOf(runs: readonly DrawnRun[]): Sketch {
  if (runs.length <= mostLines) return { lines: runs.map(({ curves }) => curves), bands: [] }
  const groups = ['train_accuracy', 'test_accuracy'].flatMap((series) => {
    const members = runs.flatMap(({ curves }) => (curves[series] ? [{ x: curves[series].steps, values: curves[series].values }] : []))
    return members.length < 2 ? [] : [{ series, group: groupCurve(members, { centre: 'median', band: 'quantiles', level: 0.5, evaluation: 'hold' }) }]
  })
  return {
    lines: [Object.fromEntries(groups.map(({ series, group }) => [series, over(group, group.centre)]))],
    bands: groups.flatMap(({ series, group }) => (group.band === null ? [] : [{ series, low: over(group, group.band.low), high: over(group, group.band.high) }])),
  }
}

const over = ({ x }: GroupCurve, values: Float64Array): SeriesData => ({ steps: Uint32Array.from(x), values })
