import { ExecutorName } from '../../../shared/schema/run.ts'
import type { Executor } from '../executor.ts'
import { executors } from '../select.ts'

/** Every executor there is a name for; null where this installation lacks it, so that a suite can say what it left out. */
export const everyExecutor: readonly { readonly name: ExecutorName; readonly executor: Executor | null }[] = ExecutorName.options.map((name) => ({
  name,
  executor: executors.find((each) => each.name === name) ?? null,
}))

/** The promise of equal bytes is theirs; others state a tolerance. */
export function isDeterministic({ name }: Executor): boolean {
  return name === 'reference' || name === 'native'
}

/** Never aborted. */
export const going = new AbortController().signal
