import { LabError } from '../../../shared/errors.ts'
import type { Trash } from '../../../shared/schema/organise.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { isDiskFull } from '../store/failures.ts'
import { isAtRest } from '../store/run-state.ts'
import type { Store } from '../store/store.ts'

const dayMs = 24 * 60 * 60 * 1000
/** How long the trash keeps what lies in it. */
const daysKept = 30

/** Returns those that were not there before. */
export function trashRuns(store: Store, ids: readonly RunId[], at: string): RunId[] {
  return store.transact(() => {
    const out = [...new Set(ids)].filter((id) => store.runs.get(id).trashed_at === null)
    refuseTraining(store, out)
    for (const id of out) store.runs.setTrashed(id, at)
    return out
  })
}

/** Returns those that were there, and the projects that came back with them. */
export function restoreRuns(store: Store, ids: readonly RunId[]): { readonly restored: RunId[]; readonly projects: string[] } {
  return store.transact(() => {
    const rows = [...new Set(ids)].map((id) => store.runs.get(id)).filter((row) => row.trashed_at !== null)
    for (const { id } of rows) store.runs.setTrashed(id, null)
    const projects = [...new Set(rows.map((row) => row.project_id))].filter((id) => store.projects.get(id).trashed_at !== null)
    for (const id of projects) store.projects.setTrashed(id, null)
    return { restored: rows.map(({ id }) => id), projects }
  })
}

/** @param what did not happen, as “nothing was moved to the trash” */
export function refuseTraining(store: Store, ids: readonly RunId[], what = 'nothing was moved to the trash'): void {
  const busy = ids.filter((id) => !isAtRest(store.state(id)))
  if (busy.length === 0) return
  const way = ids.length === busy.length ? '' : `, or leave ${busy.length === 1 ? 'it' : 'them'} out`
  const names = busy.slice(0, 3).map((id) => `“${store.runs.get(id).name}”`).join(', ')
  const which = busy.length === 1 ? `${names} trains or waits to` : `${busy.length} runs train or wait to (${names}${busy.length > 3 ? ', …' : ''})`
  throw new LabError('not-possible-now', `${which}, so ${what}. Stop ${busy.length === 1 ? 'it' : 'them'} first${way}.`, { runs: busy })
}

export function listTrash(store: Store): Trash {
  const until = (trashedAt: string): string => new Date(Date.parse(trashedAt) + daysKept * dayMs).toISOString()
  return {
    runs: store.runs.trashed().map(({ id, trashed_at }) => ({ run: store.summary(id), trashedAt: trashed_at ?? '', until: until(trashed_at ?? '') })),
    projects: store.projects.trashed().map(({ id, name, trashed_at }) => ({ id, name, trashedAt: trashed_at ?? '', until: until(trashed_at ?? '') })),
  }
}

export interface Emptied {
  readonly removed: RunId[]
  readonly kept: RunId[]
  readonly projects: number
  readonly bytes: number
}

/** Removes for good these runs, or all that lies in the trash. */
export function emptyTrash(store: Store, ids: readonly RunId[] | null): Promise<Emptied> {
  const strangers = ids === null ? [] : ids.filter((id) => store.runs.get(id).trashed_at === null)
  const [stranger] = strangers
  if (stranger !== undefined) {
    throw new LabError('bad-input', `“${store.runs.get(stranger).name}” is not in the trash, so nothing was removed. Move it there first.`, { runs: strangers })
  }
  const projects = ids === null ? store.projects.trashed().map(({ id }) => id) : []
  return purge(store, ids ?? store.runs.trashed().map(({ id }) => id), projects)
}

/** Removes what has lain in the trash for long enough. Where the disk is too full for that, it lies there until the next start. */
export async function purgeExpired(store: Store, now: string): Promise<void> {
  const before = new Date(Date.parse(now) - daysKept * dayMs).toISOString()
  const isOld = (row: { readonly trashed_at: string | null }): boolean => row.trashed_at !== null && row.trashed_at < before
  const runs = store.runs.trashed().filter(isOld)
  const projects = store.projects.trashed().filter(isOld)
  if (runs.length === 0 && projects.length === 0) return
  try {
    await purge(store, runs.map(({ id }) => id), projects.map(({ id }) => id))
  } catch (error) {
    if (!isDiskFull(error)) throw error
  }
}

async function purge(store: Store, ids: readonly RunId[], projects: readonly string[]): Promise<Emptied> {
  const { removed, blobs, emptied } = store.transact(() => {
    const removed = removable(store, ids)
    const blobs = store.storage.purge(removed)
    const emptied = projects.filter((id) => !store.projects.hasRuns(id))
    for (const id of emptied) store.projects.remove(id)
    return { removed, blobs, emptied }
  })
  for (const id of removed) store.changed(id)
  await store.blobs.removeFiles(blobs)
  const gone = new Set(removed)
  return { removed, kept: ids.filter((id) => !gone.has(id)), projects: emptied.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) }
}

/** Without those from which a run goes on that stays: it says where it comes from, and that can be looked at. */
function removable(store: Store, ids: readonly RunId[]): RunId[] {
  let left = [...new Set(ids)]
  for (;;) {
    const going = new Set(left)
    const next = left.filter((id) => store.runs.children(id).every((child) => going.has(child)))
    if (next.length === left.length) return next
    left = next
  }
}
