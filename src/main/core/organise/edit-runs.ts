import { LabError } from '../../../shared/errors.ts'
import type { BookmarkEdit, RunEdit } from '../../../shared/schema/organise.ts'
import type { Store } from '../store/store.ts'
import { openProject } from './projects.ts'

/**
 * Changes how runs are kept: name, project, tags, pin, hiding, note, colour. All of it or nothing.
 * @returns the edit that takes it back
 */
export function editRuns(store: Store, changes: readonly RunEdit[]): RunEdit[] {
  return store.transact(() => changes.map((change) => editRun(store, change)))
}

function editRun(store: Store, change: RunEdit): RunEdit {
  const { id, name, project, tags, pinned, hidden, note, colourSlot } = change
  const row = store.runs.get(id)
  if (project !== undefined) openProject(store, project)
  const former = {
    name: row.name, project: row.project_id, tags: store.marks.tags(id), pinned: row.pinned === 1, hidden: row.hidden === 1, note: row.note, colourSlot: row.colour_slot,
  } satisfies Required<Omit<RunEdit, 'id'>>
  store.runs.keep(id, {
    name: name ?? row.name,
    project_id: project ?? row.project_id,
    pinned: (pinned ?? former.pinned) ? 1 : 0,
    hidden: (hidden ?? former.hidden) ? 1 : 0,
    note: note ?? row.note,
    colour_slot: colourSlot ?? row.colour_slot,
  })
  if (tags !== undefined) store.marks.setTags(id, tags)
  return { id, ...Object.fromEntries(Object.entries(former).filter(([key]) => change[key as keyof RunEdit] !== undefined)) }
}

/** Sets, renames and removes bookmarks. All of it or nothing. Returns the edit that takes it back. */
export function editBookmarks(store: Store, changes: readonly BookmarkEdit[]): BookmarkEdit[] {
  return store.transact(() =>
    changes.map(({ run, step, name }) => {
      const row = store.runs.get(run)
      const former = store.marks.bookmarks(run).find((each) => each.step === step)?.name ?? null
      if (step > row.step && name !== null) {
        const sentence = `“${row.name}” is at step ${row.step}, so step ${step} cannot be bookmarked yet. Nothing was changed; choose a step up to ${row.step}.`
        throw new LabError('bad-input', sentence, { run, step, last: row.step })
      }
      store.marks.setBookmark(run, step, name)
      return { run, step, name: former }
    }),
  )
}
