import { runColour } from '../../figures/themes.ts'

export interface RunInk {
  /** A CSS colour that follows the theme. */
  readonly colour: string
  /** `stroke-dasharray`, or null for a solid line. */
  readonly dash: string | null
}

/** The colour of a run in the page: the slot that the figures resolve, as a token of the theme. */
export function runInk(slot: number): RunInk {
  const { ink, dash } = runColour(slot)
  return { colour: `var(--${ink})`, dash: dash ? dash.join(' ') : null }
}
