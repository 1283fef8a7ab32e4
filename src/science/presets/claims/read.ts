import type { EventId } from '../../../shared/schema/run.ts'
import { firstStepAtLeast } from '../../phases/events.ts'
import type { EvidenceRun } from './claim.ts'

/** A number of a run; null where it has none. */
export type Reading = (run: EvidenceRun) => number | null

/** The first logged step of an event; null where it never came. */
export const stepOf =
  (event: EventId): Reading =>
  ({ events }) =>
    events[event]

/** The first logged step at which a series is at or above the threshold. */
export const firstAbove =
  (series: string, threshold: number): Reading =>
  ({ curves }) =>
    firstStepAtLeast(curves[series], threshold)

/** A series at the last logged step that is not after this one. */
export const at =
  (series: string, step: number): Reading =>
  ({ curves }) => {
    const found = curves[series]
    return found?.values[found.steps.findLastIndex((each) => each <= step)] ?? null
  }

/** A series at its last logged step. */
export const last = (series: string): Reading => at(series, Infinity)

/** The largest value of a series, NaN aside. */
export const peak =
  (series: string): Reading =>
  ({ curves }) => {
    const values = Array.from(curves[series]?.values ?? []).filter((value) => !Number.isNaN(value))
    return values.length === 0 ? null : Math.max(...values)
  }

/** The step at which a series is largest. */
export const peakStep =
  (series: string): Reading =>
  (run) => {
    const most = peak(series)(run)
    return most === null ? null : firstStepAtLeast(run.curves[series], most)
  }

/** The value of a measure that was taken afterwards, at the last step that is not after this one. */
export const measured =
  (measure: string, series: string, step = Infinity): Reading =>
  ({ measured: all }) =>
    all.filter((each) => each.measure === measure && each.step <= step).at(-1)?.values[series] ?? null

/** a(run)/b(run) */
export const ratio =
  (a: Reading, b: Reading): Reading =>
  (run) => {
    const [x, y] = [a(run), b(run)]
    return x === null || y === null || y === 0 ? null : x / y
  }

/** a(run) − b(run) */
export const difference =
  (a: Reading, b: Reading): Reading =>
  (run) => {
    const [x, y] = [a(run), b(run)]
    return x === null || y === null ? null : x - y
  }
