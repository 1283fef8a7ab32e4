import type { Executor, Session, TrainingJob } from '../../engine/executors/executor.ts'
import { selectExecutor, type Wanted } from '../../engine/executors/select.ts'
import { optimise } from '../../engine/program/optimise.ts'
import { record } from '../../engine/program/record.ts'
import type { Experiment } from '../../science/experiment.ts'
import type { TrainingState } from '../../shared/worker-contract.ts'

export interface Compiled {
  readonly executor: Executor['name']
  readonly build: string
  readonly session: Session
  /** Recording, optimising and compiling. */
  readonly seconds: number
  /** Why it is not another executor, when there is something to say. */
  readonly note: string | null
}

/** The two programs of an experiment, optimised, with its data and the state to begin from. */
export function jobOf(experiment: Experiment, { step, weights, optimiser }: TrainingState, threads: number): TrainingJob {
  return {
    step: optimise(record((ops) => experiment.recordStep(ops))),
    evaluate: optimise(record((ops) => experiment.recordEvaluation(ops))),
    data: experiment.data,
    state: { ...weights, ...optimiser },
    stepsDone: step,
    threads,
  }
}

export async function compileJob(experiment: Experiment, start: TrainingState, { threads, ...wanted }: Wanted & { readonly threads: number }): Promise<Compiled> {
  const began = performance.now()
  const job = jobOf(experiment, start, threads)
  const { executor, note } = await selectExecutor(job, wanted)
  const session = await executor.compile(job)
  return { executor: executor.name, build: executor.build, session, seconds: (performance.now() - began) / 1000, note }
}
