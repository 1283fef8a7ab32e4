import { z } from 'zod'
import { call } from '../rpc/specification.ts'
import { Estimate } from '../schema/estimate.ts'
import { RunId, RunSummary } from '../schema/run.ts'
import { StepApart } from '../schema/step-apart.ts'
import { Assignments } from './assignment.ts'

const step = z.int().min(0)

/** What is made of runs that are there, and what can be known of one before it is made. */
export const runsExtraMethods = {
  /**
   * A run of its own that has what this one has up to a checkpoint, and goes on from there with other keys. The state there is that
   * of the run to the last bit; where the optimiser's part of it is not stored, it is computed again from the nearest state before,
   * and the note of the new run says so. Keys that the saved weights do not fit are refused.
   */
  'runs.fork': call(
    z.strictObject({
      id: RunId,
      /** A checkpoint; the last one by default. */
      step: step.nullable().default(null),
      set: Assignments,
      /** Instead of `set`: all of it, parsed as a RunConfig. */
      config: z.json().nullable().default(null),
      /** Of what is drawn from here on. */
      seed: z.int().nullable().default(null),
      /** In all, those before the fork among them; as the run was configured by default. */
      steps: z.int().nullable().default(null),
    }),
    RunSummary,
  ),
  /** The same configuration once more, from the first step, or from where it forked; with another seed where one is given. */
  'runs.again': call(z.strictObject({ id: RunId, seed: z.int().nullable().default(null) }), RunSummary),
  /** What a configuration would take here: it is compiled and some of its steps are timed, in a worker. Nothing is saved. */
  'runs.estimate': call(z.strictObject({ config: z.json() }), Estimate),
  /**
   * One update of a run in its parts, at a step of its own (the last checkpoint with a state by default); computed from the nearest
   * saved state before, in a worker. The run is not changed.
   */
  'runs.stepApart': call(z.strictObject({ id: RunId, step: step.nullable().default(null) }), StepApart),
  /** Ends all runs of a set that are not at rest, those that wait first; answers with them. */
  'sets.stop': call(z.strictObject({ set: z.string().max(100) }), z.strictObject({ stopped: z.array(RunId).readonly() })),
} as const
