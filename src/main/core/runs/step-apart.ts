import { LabError } from '../../../shared/errors.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { StepApart } from '../../../shared/schema/step-apart.ts'
import type { WorkerPool } from '../analysis/pool.ts'
import type { Gather } from '../files/gather.ts'
import { madeUpTo } from '../store/forks.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Store } from '../store/store.ts'

/** For the steps between the saved state and the one that is asked for. */
const limitMs = 20_000

/** One update of a run in its parts, from the nearest saved state at or before it. */
export async function stepApartOf({ store, pool, gather }: { readonly store: Store; readonly pool: WorkerPool; readonly gather: Gather }, id: RunId, step: number | null, signal: AbortSignal): Promise<StepApart> {
  const row = store.runs.get(id)
  const config = usableConfig(row)
  const saved = store.checkpoints.list(id).filter(({ hasOptimiser }) => hasOptimiser)
  const at = step ?? saved.at(-1)?.step
  const from = saved.findLast((checkpoint) => at !== undefined && checkpoint.step <= at)?.step
  if (at === undefined || from === undefined) {
    throw new LabError('no-checkpoint', `“${row.name}” has no saved state at or before ${at === undefined ? 'any step' : `step ${at}`}, so its update cannot be computed. Nothing was changed; let it train to its first checkpoint.`, { id, step })
  }
  if (at > row.step) throw new LabError('bad-input', `The run has come to step ${row.step}, and step ${at} lies after it. Nothing was changed; choose one up to ${row.step}.`, { id, step: at, reached: row.step })
  // The steps before a fork were made by the configuration of its parent.
  const made = madeUpTo(row, at + 1).at(-1)?.config ?? config
  const state = await store.checkpoints.state(id, from)
  const files = await gather(made)
  return pool.use((worker) => worker.call('stepApart', { config: made, files, from: { step: from, weights: { ...state.weights }, optimiser: { ...state.optimiser } }, at, limitMs }), signal)
}
