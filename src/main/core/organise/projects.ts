import { LabError } from '../../../shared/errors.ts'
import type { ProjectEdit, ProjectSummary } from '../../../shared/schema/organise.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { newProjectId } from '../runs/naming.ts'
import { defaultProject, type ProjectRow } from '../store/projects.ts'
import type { Store } from '../store/store.ts'
import { refuseTraining } from './trash.ts'

/** One that things can be put into. */
export function openProject(store: Store, id: string): ProjectRow {
  const row = store.projects.get(id)
  if (row.trashed_at === null) return row
  throw new LabError('not-possible-now', `The project “${row.name}” is in the trash. Nothing was changed; restore it first.`, { id })
}

export function createProject(store: Store, name: string, at: string): ProjectSummary {
  const id = newProjectId()
  store.transact(() => {
    refuseTakenName(store, name, id)
    store.projects.add(id, name, at)
  })
  return { id, name, note: '', baseline: null, createdAt: at, logEntries: 0 }
}

/** Returns the edit that takes it back. */
export function editProject(store: Store, { id, name, note, baseline }: ProjectEdit): ProjectEdit {
  return store.transact(() => {
    const row = openProject(store, id)
    if (name !== undefined) refuseTakenName(store, name, id)
    if (baseline !== undefined && baseline !== null) store.runs.get(baseline)
    store.projects.put(id, { name: name ?? row.name, note: note ?? row.note, baseline: baseline === undefined ? row.baseline : baseline })
    return { id, ...(name === undefined ? {} : { name: row.name }), ...(note === undefined ? {} : { note: row.note }), ...(baseline === undefined ? {} : { baseline: row.baseline }) }
  })
}

/** Into the trash, with those of its runs that are not there yet, which are returned. */
export function trashProject(store: Store, id: string, at: string): RunId[] {
  return store.transact(() => {
    const row = openProject(store, id)
    if (id === defaultProject) {
      throw new LabError('not-possible-now', `“${row.name}” is where new runs are saved, so it stays. Nothing was changed; move its runs to the trash instead, or give it another name.`, { id })
    }
    const runs = store.projects.runs(id, null)
    refuseTraining(store, runs)
    store.projects.setTrashed(id, at)
    for (const run of runs) store.runs.setTrashed(run, at)
    return runs
  })
}

/** Out of the trash, with the runs that went there with it, which are returned. */
export function restoreProject(store: Store, id: string): RunId[] {
  return store.transact(() => {
    const row = store.projects.get(id)
    if (row.trashed_at === null) return []
    const runs = store.projects.runs(id, row.trashed_at)
    store.projects.setTrashed(id, null)
    for (const run of runs) store.runs.setTrashed(run, null)
    return runs
  })
}

function refuseTakenName(store: Store, name: string, id: string): void {
  const same = store.projects.list().find((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase())
  if (same !== undefined) throw new LabError('bad-input', `There is a project “${same.name}” already. Nothing was changed; choose another name.`, { id: same.id })
}
