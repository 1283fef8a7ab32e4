import type { insidesMethods } from '../../../shared/contract/insides.ts'
import type { Handlers } from '../../../shared/rpc/specification.ts'
import type { Store } from '../store/store.ts'
import type { WorkerPool } from './pool.ts'

/** What the insides of a network ask of the lab beside its weights. */
export function insidesHandlers({ store, pool }: { readonly store: Store; readonly pool: WorkerPool }): Handlers<typeof insidesMethods> {
  return {
    'runs.measured': ({ id, measure }) => {
      store.runs.get(id) // refuses a run that is not there
      return store.measures.of(id, measure)
    },
    'constructed.build': (order, { signal }) => pool.use((worker) => worker.call('construct', order), signal),
  }
}
