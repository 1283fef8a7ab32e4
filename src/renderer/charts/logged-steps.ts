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
