import type { runsExtraMethods } from '../../../shared/contract/runs-extra.ts'
import type { Handlers } from '../../../shared/rpc/specification.ts'
import type { RunId, RunSummary } from '../../../shared/schema/run.ts'
import { runAgain } from './again.ts'
import type { CreateOptions } from './create.ts'
import { estimateRun, type EstimateParts } from './estimate.ts'
import { forkRun } from './fork.ts'
import { stepApartOf } from './step-apart.ts'
import type { Steering } from './steering.ts'
import { stopSet } from './stop-set.ts'

interface Parts extends EstimateParts {
  readonly steer: Steering
  readonly creating: CreateOptions
  /** They are saved: whoever watches is told, and what has room begins. */
  readonly queued: (ids: readonly RunId[]) => void
}

export function runsExtraHandlers({ creating, queued, steer, ...parts }: Parts): Handlers<typeof runsExtraMethods> {
  const { store } = parts
  const begun = (ids: readonly RunId[]): RunSummary => {
    queued(ids)
    return store.summary(ids.at(-1) as RunId)
  }
  return {
    'runs.fork': async ({ set, config, ...where }) => begun([await forkRun(store, config === null ? { ...where, set } : { ...where, config }, creating)]),
    'runs.again': async ({ id, seed }) => begun(await runAgain(store, id, seed, creating)),
    'runs.estimate': ({ config }, { signal }) => estimateRun(parts, config, signal),
    'runs.stepApart': ({ id, step }, { signal }) => stepApartOf(parts, id, step, signal),
    'sets.stop': async ({ set }) => ({ stopped: await stopSet(store, steer, set) }),
  }
}
