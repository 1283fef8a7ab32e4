import type Database from 'better-sqlite3'
import type { Bookmark, RunId } from '../../../shared/schema/run.ts'
import { from, type Reads } from './reads.ts'

/** Tags and bookmarks: what somebody put on a run. Call the writes inside a transaction. */
export interface Marks {
  /** In alphabetical order. */
  tags(run: RunId): string[]
  /** In place of those it has. */
  setTags(run: RunId, tags: readonly string[]): void
  /** In the order of steps. */
  bookmarks(run: RunId): Bookmark[]
  /** Removes it where the name is null. */
  setBookmark(run: RunId, step: number, name: string | null): void
}

export function marks(db: Database.Database, reads: Reads): Marks {
  const clear = db.prepare('DELETE FROM tag WHERE run_id = ?')
  const tag = db.prepare('INSERT INTO tag (run_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const bookmark = db.prepare('INSERT INTO bookmark (run_id, step, name) VALUES (?, ?, ?) ON CONFLICT (run_id, step) DO UPDATE SET name = excluded.name')
  const remove = db.prepare('DELETE FROM bookmark WHERE run_id = ? AND step = ?')

  return {
    tags: (run) => reads.all(from.selectFrom('tag').select('tag').where('run_id', '=', run).orderBy('tag')).map((row) => row.tag),
    setTags(run, tags) {
      clear.run(run)
      for (const each of tags) tag.run(run, each)
    },
    bookmarks: (run) => reads.all(from.selectFrom('bookmark').select(['step', 'name']).where('run_id', '=', run).orderBy('step')),
    setBookmark(run, step, name) {
      if (name === null) remove.run(run, step)
      else bookmark.run(run, step, name)
    },
  }
}
