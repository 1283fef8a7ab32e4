/** A log step axis in pixels. Step 0, where it was logged, has a slot of its own left of step 1. */
export interface StepAxis {
  readonly left: number
  readonly right: number
  readonly last: number
  x(step: number): number
  /** The step, not rounded, at a pixel. */
  stepAt(x: number): number
}

export function stepAxis(last: number, left: number, right: number): StepAxis {
  const decades = Math.log10(Math.max(last, 2))
  const perDecade = (right - left) / decades
  return {
    left,
    right,
    last,
    x: (step) => (step < 1 ? left : left + Math.log10(step) * perDecade),
    stepAt: (x) => 10 ** ((Math.min(right, Math.max(left, x)) - left) / perDecade),
  }
}

export interface StepTick {
  readonly step: number
  readonly isDecade: boolean
}

/** Ticks at 1 to 9 of each decade up to the last step. */
export function stepTicks(last: number): readonly StepTick[] {
  const ticks: StepTick[] = []
  for (let decade = 1; decade <= last; decade *= 10) {
    for (let m = 1; m < 10 && m * decade <= last; m++) ticks.push({ step: m * decade, isDecade: m === 1 })
  }
  return ticks
}
