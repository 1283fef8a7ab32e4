/** Steps that were logged or saved, ascending. Everything that moves in time lands on one of them: nothing is interpolated. */
export type LoggedSteps = ArrayLike<number>

/** Distance is measured where the eye measures it: along the log axis, with step 0 one slot left of step 1. */
const along = (step: number): number => (step >= 1 ? Math.log(step) : -1)

/** Index of the step nearest to `step` along the log axis or as `measure` says, the earlier of two equally near; -1 when there is none. */
export function nearestIndex(steps: LoggedSteps, step: number, measure = along): number {
  if (steps.length === 0) return -1
  const after = lowerBound(steps, step)
  if (after === 0) return 0
  if (after === steps.length) return after - 1
  const before = after - 1
  return measure(step) - measure(steps[before]!) <= measure(steps[after]!) - measure(step) ? before : after
}

/** The step itself, or null when nothing was logged. */
export function nearestStep(steps: LoggedSteps, step: number, measure = along): number | null {
  return steps[nearestIndex(steps, step, measure)] ?? null
}

/**
 * `by` logged steps further (negative: back), never past the ends. From between two steps the next one in the direction
 * of travel counts as the first.
 */
export function stepAway(steps: LoggedSteps, from: number, by: number): number | null {
  if (steps.length === 0) return null
  const at = lowerBound(steps, from)
  const onStep = steps[at] === from
  const index = by < 0 || onStep ? at + by : at + by - 1
  return steps[Math.min(steps.length - 1, Math.max(0, index))] ?? null
}

/** Index of the first step not below `step`; the length when all are below. */
function lowerBound(steps: LoggedSteps, step: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]! < step) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the last step not above `step`; -1 when all are above. */
export function lastIndexUpTo(steps: LoggedSteps, step: number): number {
  return lowerBound(steps, step + 1) - 1
}

/** The place nearest to `at` of several schedules, as runs that log differently have; null without any. */
export function nearestOf(schedules: readonly LoggedSteps[], at: number, measure = along): number | null {
  let best: number | null = null
  for (const steps of schedules) {
    const near = nearestStep(steps, at, measure)
    if (near !== null && (best === null || Math.abs(measure(near) - measure(at)) < Math.abs(measure(best) - measure(at)))) best = near
  }
  return best
}

/** `by` logged places further in any of several schedules, never past the last of all. */
export function awayIn(schedules: readonly LoggedSteps[], from: number, by: number): number | null {
  if (schedules.length <= 1) return schedules[0] === undefined ? null : stepAway(schedules[0], from, by)
  let at = from
  for (let i = 0; i < Math.abs(by); i++) {
    const next = schedules.flatMap((steps) => {
      const place = stepAway(steps, at, Math.sign(by))
      return place !== null && (by > 0 ? place > at : place < at) ? [place] : []
    })
    if (next.length === 0) return nearestOf(schedules, at)
    at = by > 0 ? Math.min(...next) : Math.max(...next)
  }
  return at
}
