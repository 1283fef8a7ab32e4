import type { Measures, Rect, StepScale } from '../scene.ts'

/** What marks are laid out on. */
export interface MarkPlace {
  readonly x: StepScale
  readonly y: StepScale
  readonly plot: Rect
  readonly measures: Measures
  /** px of the screen's 11 px text in this figure. */
  readonly unit: number
}
