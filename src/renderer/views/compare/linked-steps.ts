import { formatInteger } from '../../../figures/formats.ts'
import { nearestStep, type LoggedSteps } from '../../charts/logged-steps.ts'

/** What makes the times of two runs one time: the same step, the same epoch, or the same distance to their own event. */
export type LinkBy = 'step' | 'epoch' | 'event'

/** What linking needs to know of a run. */
export interface LinkedRun {
  readonly name: string
  /** Null where it is not known. */
  readonly stepsPerEpoch: number | null
  /** Step of the event by which runs are lined up; null while it has not come. */
  readonly event: number | null
  /** Steps of its checkpoints, ascending. */
  readonly checkpoints: LoggedSteps
  /** The last step that it has. */
  readonly last: number
}

/** Where a run stands while the baseline stands at a step: the step asked for, and the checkpoint that is shown. */
export type LinkedPlace =
  | { readonly kind: 'at'; readonly asked: number; readonly checkpoint: number; /** "nearest checkpoint 887", or nothing where it is the one asked for. */ readonly note: string }
  | { readonly kind: 'nowhere'; readonly why: string }

/**
 * The place of `run` while `base` stands at `step`.
 *
 *   step: s      epoch: s · spe_run / spe_base      event: s − e_base + e_run
 */
export function linkedPlace(by: LinkBy, step: number, base: LinkedRun, run: LinkedRun, eventName: string): LinkedPlace {
  const asked = stepIn(by, step, base, run)
  if (asked === null) return { kind: 'nowhere', why: reasonOf(by, base, run, eventName) }
  if (asked < 0) return { kind: 'nowhere', why: `${run.name} had not begun: its event came ${formatInteger(-asked)} steps too early to be lined up here.` }
  const checkpoint = nearestStep(run.checkpoints, asked)
  if (checkpoint === null) return { kind: 'nowhere', why: `${run.name} has no checkpoint yet.` }
  const rounded = Math.round(asked)
  if (checkpoint === rounded) return { kind: 'at', asked: rounded, checkpoint, note: '' }
  const end = rounded > run.last ? `ended at ${formatInteger(run.last)}, ` : ''
  return { kind: 'at', asked: rounded, checkpoint, note: `${end}nearest checkpoint ${formatInteger(checkpoint)}` }
}

function stepIn(by: LinkBy, step: number, base: LinkedRun, run: LinkedRun): number | null {
  if (by === 'step' || base === run) return step
  if (by === 'epoch') return base.stepsPerEpoch === null || run.stepsPerEpoch === null ? null : (step * run.stepsPerEpoch) / base.stepsPerEpoch
  return base.event === null || run.event === null ? null : step - base.event + run.event
}

function reasonOf(by: LinkBy, base: LinkedRun, run: LinkedRun, eventName: string): string {
  if (by === 'epoch') return `How many examples ${run.stepsPerEpoch === null ? run.name : base.name} trains on is known only to its data, so its epochs are not.`
  return `${run.event === null ? run.name : base.name} has not reached ${eventName}, so it cannot be lined up by it.`
}
