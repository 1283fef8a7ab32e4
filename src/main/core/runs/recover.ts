import type { Store } from '../store/store.ts'

/** At the start nothing trains: whoever holds the lock is alone. A run that is still marked so was left by a process that ended. */
export function markInterrupted(store: Store): void {
  for (const run of store.runs.unfinished()) {
    const reason = 'The lab was closed or ended while it trained.'
    store.states.end(run.id, { status: 'interrupted', step: run.step, reason, resumableFrom: null }, run.heartbeat_at ?? run.started_at ?? run.created_at)
  }
}
