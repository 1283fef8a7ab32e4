import type { RunConfig } from '../shared/schema/run-config.ts'

/** When a run is looked at. All lists ascend, begin at 0 (the initial weights) and end at the last step. */
export interface Schedule {
  /** Steps whose losses and measures are kept. */
  readonly logged: readonly number[]
  /** Steps whose weights are kept; each of them is logged too. */
  readonly checkpoints: readonly number[]
  /** Checkpoints that keep the optimiser's state as well, so that training can go on from them. */
  readonly withOptimiser: ReadonlySet<number>
}

/** A checkpoint in this many carries the optimiser's state. Events add theirs while training. */
const optimiserEvery = 8

/**
 * The distinct steps ⌈ratio^k⌉ up to `last`, k = 0, 1, …
 *
 * Powers by repeated multiplication: IEEE 754 fixes every bit of it, which it does not for `Math.pow`.
 */
function powers(ratio: number, last: number): number[] {
  const steps: number[] = []
  for (let power = 1; power <= last; power *= ratio) {
    const step = Math.ceil(power)
    if (step <= last && step !== steps.at(-1)) steps.push(step)
  }
  return steps
}

/** Ascending, each once. */
function merged(...lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b)
}

/** The part of a schedule that says whose weights are kept. */
export function scheduledCheckpoints({ steps: last, checkpoint }: Pick<RunConfig, 'steps' | 'checkpoint'>): Pick<Schedule, 'checkpoints' | 'withOptimiser'> {
  const checkpoints = merged([0], powers(checkpoint.ratio, last), [last])
  return { checkpoints, withOptimiser: new Set([...checkpoints.filter((_, i) => i % optimiserEvery === 0), last]) }
}

/**
 * Every step up to `every_until` is logged, then the steps ⌈ratio^k⌉, the steps of checkpoints, and the last.
 *
 * A schedule depends on the configuration alone, never on where training was interrupted: a run that goes on from step N logs
 * the steps of an undisturbed one.
 */
export function scheduleOf({ steps: last, log, checkpoint }: Pick<RunConfig, 'steps' | 'log' | 'checkpoint'>): Schedule {
  const every = Array.from({ length: Math.min(log.every_until, last) + 1 }, (_, step) => step)
  const kept = scheduledCheckpoints({ steps: last, checkpoint })
  return { logged: merged(every, powers(log.ratio, last), kept.checkpoints), ...kept }
}
