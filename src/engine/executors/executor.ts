import type { NamedTensors } from '../../shared/tensors.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
import type { Numerics } from '../ops/numerics.ts'
import type { Program } from '../program/program.ts'

/** Everything an executor needs to train: two programs, the data they read and the state they move. */
export interface TrainingJob {
  /** One update. Inputs: every name of `state` and `data`. Outputs: every name of `state`, of the same shape and dtype. */
  readonly step: Program
  /** Reads state and data, returns scalars by name. Run at logged steps only. */
  readonly evaluate: Program
  readonly data: NamedTensors
  readonly state: NamedTensors
  /** Updates already made; `ops.step()` is this + 1 in the next one. */
  readonly stepsDone: number
  readonly threads: number
}

/** What became of a call of `advance`. */
export interface Advance {
  /** Updates made by the call. */
  readonly steps: number
  /**
   * - `done`: all that were asked for.
   * - `cancelled`: the signal was aborted; fewer may have been made.
   * - `diverged`: after the last of them some element of an f32 or f64 state is NaN or infinite. That update counts as made, and
   *   wins over the other two.
   */
  readonly end: 'done' | 'cancelled' | 'diverged'
}

/** A compiled job. State stays on the executor's side until it is read. */
export interface Session {
  readonly stepsDone: number
  /**
   * Makes up to `steps` updates. Messages are served meanwhile; once the signal is aborted it returns within one update. The state
   * is looked at after each update, so training ends at the first one that breaks it.
   */
  advance(steps: number, signal: AbortSignal): Promise<Advance>
  evaluate(): Promise<Readonly<Record<string, number>>>
  /** Copies of the state tensors, all by default. */
  read(names?: readonly string[]): Promise<NamedTensors>
  dispose(): void
}

export interface Executor {
  readonly name: ExecutorName
  /** Version and instruction level, stored with each run: equal strings promise equal bytes. */
  readonly build: string
  /** What it computes on, in words for people. */
  readonly device: string
  /** False where it is known to be slower than the preferred ones on this machine: it is not timed against them, but can be forced. */
  readonly isContender?: boolean
  /** Decompositions for measures, where it has its own. */
  readonly numerics?: Numerics
  /** Null when it can run the job, else a sentence naming the op, the dtype and an executor that can. */
  refuses(job: TrainingJob): string | null
  compile(job: TrainingJob): Promise<Session>
}
