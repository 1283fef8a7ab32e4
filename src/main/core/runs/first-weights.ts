import { LabError } from '../../../shared/errors.ts'
import { encodeSafetensors } from '../../../shared/safetensors.ts'
import { GoesOn } from '../../../shared/schema/preset.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { WorkerPool } from '../analysis/pool.ts'
import type { Blob } from '../store/blobs.ts'
import type { RunRow } from '../store/run-table.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Store } from '../store/store.ts'
import type { Changes } from './changes.ts'
import { eventWords } from './drafts.ts'

/** Makes the first weights of a run that goes on from another: its configuration names them as a file from then on. */
export type FirstWeights = (run: RunRow) => Promise<void>

export function firstWeights(store: Store, changes: Changes, pool: WorkerPool): FirstWeights {
  return async (run) => {
    const { at, start } = GoesOn.parse(JSON.parse(run.goes_on ?? ''))
    const parent = store.runs.get(run.parent_run as RunId)
    const step = at === 'last' ? parent.step : store.summary(parent.id).events[at]
    if (step === null) {
      const end = at === 'last' ? 'a checkpoint' : eventWords(at)
      throw new LabError('not-possible-now', `It goes on from where “${parent.name}” reached ${end}, which it never did. That run is kept; choose another seed, or more steps.`, { parent: parent.id })
    }
    // Weights as they are have their file already: that of the checkpoint.
    const blob = start.kind === 'weights' ? store.checkpoints.weightsBlob(parent.id, step) : await ticket(store, pool, run, parent.id, step, start)
    const before = usableConfig(run)
    const config = RunConfig.parse({ ...before, model: withFile(before.model, blob.sha256) })
    store.transact(() => {
      store.blobs.name(blob)
      store.runs.startMade(run.id, JSON.stringify(config), step)
    })
    store.changed(run.id)
    changes.tell(run.id)
  }
}

async function ticket(store: Store, pool: WorkerPool, run: RunRow, parent: RunId, step: number, { prune, mask }: Extract<GoesOn['start'], { kind: 'ticket' }>): Promise<Blob> {
  const [initial, later] = await Promise.all([store.checkpoints.weights(parent, 0), store.checkpoints.weights(parent, step)])
  const weights = await pool.use((worker) => worker.call('ticket', { initial: { ...initial.tensors }, later: { ...later.tensors }, prune, mask, seed: run.seed }))
  return store.blobs.write('weights', encodeSafetensors(weights))
}

/** All of its weights are in the file, so how some of them would be drawn means nothing any more. */
function withFile(model: RunConfig['model'], sha256: string): unknown {
  const { inits: _, ...rest } = { inits: null, ...model }
  return { ...rest, init: { kind: 'file', file: sha256 } }
}
