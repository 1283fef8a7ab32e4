import { ExecutorName } from '../../../shared/schema/run.ts'
import type { Executor } from '../executor.ts'
import { findExecutor } from '../installed.ts'

/** One executor there is a name for; null where this installation lacks it, so that a suite can say what it left out and why. */
export interface Present {
  readonly name: ExecutorName
  readonly executor: Executor | null
  readonly absence: string
}

export const everyExecutor: readonly Present[] = await Promise.all(
  ExecutorName.options.map(async (name) => {
    const finding = await findExecutor(name)
    return 'executor' in finding ? { name, executor: finding.executor, absence: '' } : { name, executor: null, absence: finding.absence }
  }),
)

/** The promise of equal bytes is theirs; others state a tolerance. */
export function isDeterministic({ name }: Executor): boolean {
  return name === 'reference' || name === 'native'
}

/** Never aborted. */
export const going = new AbortController().signal
