import type { Executor } from '../../../engine/executors/executor.ts'
import { executorNamed, findExecutor } from '../../../engine/executors/installed.ts'
import { preference } from '../../../engine/executors/preference.ts'
import type { ExecutorName } from '../../../shared/schema/run.ts'

/** The executor that is asked for, else the first that is there. None is raced against another: what is named is what is measured. */
export async function executorFor(name: ExecutorName | null): Promise<Executor> {
  if (name !== null) return executorNamed(name)
  for (const candidate of preference) {
    const found = await findExecutor(candidate)
    if ('executor' in found) return found.executor
  }
  return executorNamed('reference')
}
