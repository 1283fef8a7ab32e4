import type { SeriesData } from '../../../shared/schema/run.ts'

/** At steps that both runs logged; or at every step of either, each run with the last value it logged up to there. */
export type DifferenceAt = 'common' | 'hold'

export interface CurveDifference {
  readonly series: SeriesData
  /** Steps of the run within the time that both have: how many could have been common. */
  readonly of: number
}

/**
 * run − base, of stored values only: nothing is interpolated. Beyond the end of the shorter one there is no difference. A step at which
 * either is not a number has none either, and the curve a gap.
 */
export function curveDifference(run: SeriesData, base: SeriesData, at: DifferenceAt): CurveDifference {
  const first = Math.max(run.steps[0] ?? Infinity, base.steps[0] ?? Infinity)
  const last = Math.min(run.steps.at(-1) ?? -1, base.steps.at(-1) ?? -1)
  const steps: number[] = []
  const values: number[] = []
  let of = 0
  let i = 0
  let j = 0
  while (i < run.steps.length || j < base.steps.length) {
    const own = run.steps[i] ?? Infinity
    const other = base.steps[j] ?? Infinity
    const step = Math.min(own, other)
    if (own === step) i++
    if (other === step) j++
    if (step < first || step > last) continue
    if (own === step) of++
    if (at === 'common' && own !== other) continue
    steps.push(step)
    values.push((run.values[i - 1] ?? Number.NaN) - (base.values[j - 1] ?? Number.NaN))
  }
  return { series: { steps: Uint32Array.from(steps), values: Float64Array.from(values) }, of }
}
