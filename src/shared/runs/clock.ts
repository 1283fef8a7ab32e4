import type { Curves } from '../schema/run.ts'

/**
 * Seconds that a run had trained when it logged a step: its looks and measures are in them, its start, pauses and the time between two
 * sessions are not. A fork counts its own.
 */
export const clockSeries = 'active_seconds'

/** Curves whose clock began at 0, of a run that had trained for `before` seconds by then. */
export function clockedFrom(curves: Curves, before: number): Curves {
  const clock = curves[clockSeries]
  if (clock === undefined || before === 0) return curves
  return { ...curves, [clockSeries]: { ...clock, values: clock.values.map((seconds) => seconds + before) } }
}
