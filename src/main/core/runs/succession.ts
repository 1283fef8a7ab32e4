import { LabError } from '../../../shared/errors.ts'
import type { RunId, RunStatus } from '../../../shared/schema/run.ts'
import type { RunRow } from '../store/run-table.ts'
import type { Store } from '../store/store.ts'

/**
 * Runs that come after others: the members of a set, each after the one before it, and a run that goes on from the weights of another.
 * Each begins when what it comes after is finished. Where that ends in another way, the runs after it are not begun: a researcher who
 * stops a set, or finds it diverged, wants to look before more is computed. Resuming the run takes up those after it again.
 */
export type Turn =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly after: RunId }
  /** It will not come, because this run ended otherwise. */
  | { readonly kind: 'never'; readonly because: RunRow }

const ends: Readonly<Partial<Record<RunStatus, string>>> = { stopped: 'was stopped', interrupted: 'was interrupted', failed: 'failed', diverged: 'diverged' }

/** Its first weights are still to be made from those of its parent. */
export const isToBeStarted = (run: RunRow): boolean => run.goes_on !== null && run.parent_step === null

/** What has to be finished before it begins. */
function predecessors(run: RunRow): RunId[] {
  return [...new Set([run.after_run, isToBeStarted(run) ? run.parent_run : null].filter((id) => id !== null))]
}

export function turnOf(store: Store, run: RunRow): Turn {
  let turn: Turn = { kind: 'now' }
  for (const id of predecessors(run)) {
    const { status } = store.state(id)
    if (ends[status] !== undefined) return { kind: 'never', because: store.runs.get(id) }
    if (status !== 'finished') turn = { kind: 'later', after: id }
  }
  return turn
}

/** The sentence of a run that is not begun because of what became of another. */
export function notBegun(run: RunRow, because: RunRow): string {
  const which = run.parent_run === because.id ? `“${because.name}”, which it goes on from,` : `“${because.member ?? because.name}” before it in the set`
  return `Not begun: ${which} ${ends[because.status]} at step ${because.step}. ${because.status === 'failed' ? 'Resume this run to begin it all the same.' : 'Resume that run, and this one follows.'}`
}

/** Puts the runs that were not begun because of this one behind the others in the queue. Returns them, in order. */
export function takeUp(store: Store, after: RunId): RunId[] {
  return store.runs.followers(after).flatMap((run) => {
    const { status } = store.state(run.id)
    // Without a reason somebody stopped it by itself.
    if (status !== 'stopped' || run.started_at !== null || run.reason === null) return []
    store.states.queueAgain(run.id, run.config)
    return [run.id, ...takeUp(store, run.id)]
  })
}

/** Somebody wants this run to begin although the one before it is not finished. The one whose weights it needs has to be. */
export function detach(store: Store, run: RunRow): void {
  const turn = turnOf(store, run)
  if (turn.kind !== 'never') return
  const { because } = turn
  if (isToBeStarted(run) && run.parent_run === because.id) {
    const wayOut = because.status === 'failed' ? 'start its preset again with another configuration' : 'resume that one, and this one follows'
    throw new LabError('not-possible-now', `The run goes on from the weights of “${because.name}”, which ${ends[because.status]} at step ${because.step}. Nothing was changed; ${wayOut}.`, { id: run.id, parent: because.id })
  }
  store.runs.detach(run.id)
}
