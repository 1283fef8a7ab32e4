import type { NamedTensors } from '../../shared/tensors.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
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

/** Set `cancelled` from outside while `advance` runs; it returns within one step. */
export interface Control {
  cancelled: boolean
}

/** A compiled job. State stays on the executor's side until it is read. */
export interface Session {
  readonly stepsDone: number
  /** Makes up to `steps` updates and resolves to the number made, fewer only when cancelled. Messages are served between steps. */
  advance(steps: number, control: Control): Promise<number>
  evaluate(): Promise<Readonly<Record<string, number>>>
  /** Copies of the state tensors, all by default. */
  read(names?: readonly string[]): Promise<NamedTensors>
  dispose(): void
}

export interface Executor {
  readonly name: ExecutorName
  /** Version and instruction level, stored with each run: equal strings promise equal bytes. */
  readonly build: string
  /** Null when it can run the job, else a sentence naming the op, the dtype and an executor that can. */
  refuses(job: TrainingJob): string | null
  compile(job: TrainingJob): Promise<Session>
}
