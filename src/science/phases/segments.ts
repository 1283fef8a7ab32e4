import { highChanceOf } from '../../shared/runs/telling-events.ts'
import type { TaskConfig } from '../../shared/schema/config/task.ts'
import type { Curves } from '../../shared/schema/run.ts'
import { firstStepAtLeast } from './events.ts'

export type Phase = 'memorising' | 'plateau' | 'generalising' | 'grokked'

/** Accuracies, 0 to 1. A view lets its user move them, and prints them beside the phases. */
export interface PhaseThresholds {
  /** Train accuracy at which memorising ends. */
  readonly memorised: number
  /** Test accuracy at which the plateau ends. */
  readonly leaving: number
  /** Test accuracy at which generalising ends. */
  readonly grokked: number
}

export const defaultThresholds: PhaseThresholds = { memorised: 0.99, leaving: 0.05, grokked: 0.99 }

/** Of a task: where guessing gets a third or more, tests have left the plateau halfway between that and all, since less may still be guesses. */
export function thresholdsOf(task: TaskConfig): PhaseThresholds {
  const chance = highChanceOf(task)
  return chance === null ? defaultThresholds : { ...defaultThresholds, leaving: (1 + chance) / 2 }
}

/** A stretch of logged steps, from ≤ step < to; `to` of the last one is the last logged step. */
export interface Segment {
  readonly phase: Phase
  readonly from: number
  readonly to: number
}

/**
 * The phases of a run, for its phase bar: memorising until the train accuracy is reached, plateau until the test accuracy leaves
 * chance, generalising until it is high, grokked after. Phases without a step are left out: a run without delay has no plateau.
 * The test thresholds count from the end of memorising on; earlier crossings do not end a phase that has not begun.
 *
 * Source: ours, after the names of Nanda et al. 2023; `labels.ts` has the rules of the literature.
 */
export function phaseSegments(curves: Curves, thresholds: PhaseThresholds = defaultThresholds): readonly Segment[] {
  const steps = curves['train_accuracy']?.steps
  const first = steps?.[0]
  const last = steps?.at(-1)
  if (first === undefined || last === undefined) return []

  const memorised = firstStepAtLeast(curves['train_accuracy'], thresholds.memorised) ?? Infinity
  const leaving = Math.max(memorised, firstStepAtLeast(curves['test_accuracy'], thresholds.leaving) ?? Infinity)
  const grokked = Math.max(leaving, firstStepAtLeast(curves['test_accuracy'], thresholds.grokked) ?? Infinity)

  const ends: readonly (readonly [Phase, number])[] = [['memorising', memorised], ['plateau', leaving], ['generalising', grokked], ['grokked', Infinity]]
  let from = first
  return ends.flatMap(([phase, end]) => {
    const segment = { phase, from, to: Math.min(end, last) }
    from = segment.to
    return segment.to > segment.from ? [segment] : []
  })
}
