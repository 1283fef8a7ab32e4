import type Database from 'better-sqlite3'
import { LabError } from '../../../shared/errors.ts'
import { SavedView } from '../../../shared/schema/organise.ts'
import { from, type Reads } from './reads.ts'

/** Views of the page under a name, of one project or of all. */
export interface SavedViews {
  /** In the order of names. */
  list(project: string | null): SavedView[]
  /** Null where there is none. */
  get(id: string): SavedView | null
  /** In place of the one with its id, where there is one. */
  put(view: SavedView): void
  /** Returns what it was. */
  remove(id: string): SavedView
}

export function savedViews(db: Database.Database, reads: Reads): SavedViews {
  const put = db.prepare(
    `INSERT INTO saved_view (id, project_id, name, saved_at, content) VALUES (@id, @project, @name, @savedAt, @content)
     ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, name = excluded.name, saved_at = excluded.saved_at, content = excluded.content`,
  )
  const remove = db.prepare('DELETE FROM saved_view WHERE id = ?')
  const all = from.selectFrom('saved_view').select(['id', 'project_id as project', 'name', 'saved_at as savedAt', 'content'])
  const parsed = (row: Omit<SavedView, 'content'> & { readonly content: string }): SavedView => ({ ...row, content: SavedView.shape.content.parse(JSON.parse(row.content)) })
  const get = (id: string): SavedView | null => {
    const found = reads.first(all.where('id', '=', id))
    return found === undefined ? null : parsed(found)
  }

  return {
    list: (project) =>
      reads.all(all.where((or) => or.or([or('project_id', 'is', null), or('project_id', '=', project)])).orderBy('name').orderBy('id')).map(parsed),
    get,
    put: (view) => void put.run({ ...view, content: JSON.stringify(view.content) }),
    remove(id) {
      const former = get(id)
      if (former === null) throw new LabError('bad-input', `There is no saved view ${id}. Nothing was changed; it may have been removed in another window.`, { id })
      remove.run(id)
      return former
    },
  }
}
