import { z } from 'zod'
import { call } from '../rpc/specification.ts'
import { RunId, RunSummary } from '../schema/run.ts'
import { Assignments } from './assignment.ts'

const step = z.int().min(0)

/** What is made of runs that are there: forks, repetitions. */
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
      /** Of what is drawn from here on. */
      seed: z.int().nullable().default(null),
      /** In all, those before the fork among them; as the run was configured by default. */
      steps: z.int().nullable().default(null),
    }),
    RunSummary,
  ),
  /** The same configuration once more, from the first step, or from where it forked; with another seed where one is given. */
  'runs.again': call(z.strictObject({ id: RunId, seed: z.int().nullable().default(null) }), RunSummary),
} as const
