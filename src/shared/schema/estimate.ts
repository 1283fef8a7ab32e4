import { z } from 'zod'
import { ExecutorName } from './run.ts'

const seconds = z.number().min(0)
const bytes = z.number().min(0)

/** What a worker measured of a configuration before it is run. */
export const StepTiming = z.strictObject({
  executor: ExecutorName,
  threads: z.int(),
  compileSeconds: seconds,
  /** Steps that were made to time them. */
  steps: z.int(),
  /** Of one step: the middle of the batches that were timed, and the range that four of five of them are in. */
  stepSeconds: z.strictObject({ low: seconds, middle: seconds, high: seconds }),
  /** Losses and accuracies of one logged step, with the measures that are taken there. */
  logSeconds: seconds,
  /** What a checkpoint takes beside that: its measures, and reading the weights out. */
  checkpointSeconds: seconds,
  weightBytes: bytes,
  /** What the optimiser remembers. */
  optimiserBytes: bytes,
  dataBytes: bytes,
  /** Memory of the process that computed this. */
  processBytes: bytes,
  /** The losses after these steps were finite. */
  isFinite: z.boolean(),
})
export type StepTiming = z.output<typeof StepTiming>

/** What a run would take on this computer, as busy as it is now. */
export const Estimate = z.strictObject({
  timing: StepTiming,
  seconds: z.strictObject({ low: seconds, middle: seconds, high: seconds }),
  loggedSteps: z.int(),
  checkpoints: z.int(),
  /** On the disk at most: weights and states of its checkpoints before they are compressed. */
  diskBytes: bytes,
  /** Runs that trained while it was timed: with them it is slower than alone. */
  busyWith: z.int(),
})
export type Estimate = z.output<typeof Estimate>
