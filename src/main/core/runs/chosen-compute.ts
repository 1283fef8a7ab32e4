import { computeChoice, settingKeys } from '../../../shared/schema/lab-settings.ts'
import type { ExecutorName } from '../../../shared/schema/run.ts'
import type { Store } from '../store/store.ts'

interface Wanted {
  readonly executor: ExecutorName | null
  readonly threads: number | null
}

/** What Settings say of executor and threads, where the request for a run does not. */
export function withChosenCompute<T extends Wanted>(store: Pick<Store, 'settings'>, request: T): T {
  const chosen = computeChoice(store.settings.get(settingKeys.compute))
  const executor = request.executor ?? chosen.executor
  // Threads are chosen for the usual executors; the reference computes on one.
  return { ...request, executor, threads: request.threads ?? (executor === 'reference' ? null : chosen.threads) }
}
