import type { Store } from '../store/store.ts'

/** At the start nothing trains: whoever holds the lock is alone. A run that is still marked so was left by a process that ended. */
export function markInterrupted(store: Store): void {
  store.transact(() => {
    for (const run of store.runs.unfinished()) {
      const reason = 'The lab was closed or ended while it trained.'
      store.runs.setState(run.id, { status: 'interrupted', step: run.step, reason, resumableFrom: null })
      store.runs.end(run.id, run.heartbeat_at ?? run.started_at ?? run.created_at)
    }
  })
}
