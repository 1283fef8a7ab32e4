import { LabError } from '../../shared/errors.ts'
import type { ExecutorName } from '../../shared/schema/run.ts'
import type { Executor, TrainingJob } from './executor.ts'
import { ReferenceExecutor } from './reference/reference-executor.ts'

/** Every executor of this installation, the preferred first. `reference` is last: it refuses nothing. */
export const executors: readonly Executor[] = [new ReferenceExecutor()]

/** An executor by name; `executor-unavailable` when this installation lacks it. */
export function executorNamed(name: ExecutorName): Executor {
  const found = executors.find((executor) => executor.name === name)
  if (found) return found
  const present = executors.map((executor) => executor.name).join(', ')
  throw new LabError(
    'executor-unavailable',
    `The executor ${name} is not part of this installation. Nothing was started; choose ${present}, or leave the choice to the lab.`,
    { executor: name, present },
  )
}

/** The executor a job runs on, and why it is not the preferred one, if it is not. */
export interface Choice {
  readonly executor: Executor
  readonly note: string | null
}

/** The forced executor, or the first that does not refuse the job. */
export function selectExecutor(job: TrainingJob, forced: ExecutorName | null): Choice {
  if (forced !== null) {
    const executor = executorNamed(forced)
    const refusal = executor.refuses(job)
    if (refusal !== null) throw new LabError('unsupported', `${refusal} Nothing was started; choose another executor.`, { executor: forced })
    return { executor, note: null }
  }
  const refusals: string[] = []
  for (const executor of executors) {
    const refusal = executor.refuses(job)
    if (refusal === null) return { executor, note: refusals.length > 0 ? refusals.join(' ') : null }
    refusals.push(refusal)
  }
  throw new LabError('unsupported', `No executor of this installation can run the job. ${refusals.join(' ')} Nothing was started.`)
}
