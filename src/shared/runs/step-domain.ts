import type { Curves } from '../schema/run.ts'

/** What every step axis of a page shares, so that a step has one x: the slot of step 0 and the right end. */
export interface StepDomain {
  readonly hasZero: boolean
  /** At least 2, so that the axis has a width. */
  readonly last: number
}

/** From the first to the last step that is planned or logged, whichever is later. */
export function stepDomainOf(curves: Curves, plannedSteps: number): StepDomain {
  let last = Math.max(2, plannedSteps)
  let hasZero = false
  for (const { steps } of Object.values(curves)) {
    last = Math.max(last, steps.at(-1) ?? 0)
    hasZero ||= steps[0] === 0
  }
  return { hasZero, last }
}
