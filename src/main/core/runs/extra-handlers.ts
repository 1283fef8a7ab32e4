import type { runsExtraMethods } from '../../../shared/contract/runs-extra.ts'
import type { Handlers } from '../../../shared/rpc/specification.ts'
import type { RunId, RunSummary } from '../../../shared/schema/run.ts'
import type { Store } from '../store/store.ts'
import { runAgain } from './again.ts'
import type { CreateOptions } from './create.ts'
import { forkRun } from './fork.ts'

interface Parts {
  readonly store: Store
  readonly creating: CreateOptions
  /** They are saved: whoever watches is told, and what has room begins. */
  readonly queued: (ids: readonly RunId[]) => void
}

export function runsExtraHandlers({ store, creating, queued }: Parts): Handlers<typeof runsExtraMethods> {
  const begun = (ids: readonly RunId[]): RunSummary => {
    queued(ids)
    return store.summary(ids.at(-1) as RunId)
  }
  return {
    'runs.fork': async (input) => begun([await forkRun(store, input, creating)]),
    'runs.again': async ({ id, seed }) => begun(await runAgain(store, id, seed, creating)),
  }
}
