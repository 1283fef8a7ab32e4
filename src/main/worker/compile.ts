import type { Executor, Session, TrainingJob } from '../../engine/executors/executor.ts'
import { selectExecutor, type Choice, type Wanted } from '../../engine/executors/select.ts'
import { optimise } from '../../engine/program/optimise.ts'
import { record } from '../../engine/program/record.ts'
import type { Experiment } from '../../science/experiment.ts'
import { LabError } from '../../shared/errors.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
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

export interface Order extends Wanted {
  /** The executor that made the steps so far, null at the first. */
  readonly before: ExecutorName | null
  readonly threads: number
}

export async function compileJob(experiment: Experiment, start: TrainingState, { threads, before, ...wanted }: Order): Promise<Compiled> {
  const began = performance.now()
  const job = jobOf(experiment, start, threads)
  const { executor, note } = await chosenFor(job, wanted, before)
  const session = await executor.compile(job)
  return { executor: executor.name, build: executor.build, session, seconds: (performance.now() - began) / 1000, note }
}

/** A run goes on where it was, so that its bytes stay those of one that was not interrupted; where it cannot, the note says why. */
async function chosenFor(job: TrainingJob, wanted: Wanted, before: ExecutorName | null): Promise<Choice> {
  if (wanted.forced !== null || before === null) return selectExecutor(job, wanted)
  try {
    return await selectExecutor(job, { ...wanted, forced: before })
  } catch (error) {
    if (!(error instanceof LabError) || (error.code !== 'executor-unavailable' && error.code !== 'unsupported')) throw error
    const { executor, note } = await selectExecutor(job, wanted)
    return { executor, note: `${before} made the steps before. ${note ?? error.message}` }
  }
}
