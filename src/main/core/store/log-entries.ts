import type Database from 'better-sqlite3'
import { LabError } from '../../../shared/errors.ts'
import type { LogEntry } from '../../../shared/schema/organise.ts'
import { from, type Reads } from './reads.ts'

/** The lab logs of projects. */
export interface LogEntries {
  /** Newest first. */
  list(project: string): LogEntry[]
  get(id: string): LogEntry
  /** In place of the one with its id, where there is one. */
  put(entry: LogEntry): void
  remove(id: string): void
}

export function logEntries(db: Database.Database, reads: Reads): LogEntries {
  const put = db.prepare(
    `INSERT INTO log_entry (id, project_id, at, edited_at, text) VALUES (@id, @project, @at, @editedAt, @text)
     ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, at = excluded.at, edited_at = excluded.edited_at, text = excluded.text`,
  )
  const remove = db.prepare('DELETE FROM log_entry WHERE id = ?')
  const columns = ['id', 'project_id as project', 'at', 'edited_at as editedAt', 'text'] as const

  return {
    list: (project) => reads.all(from.selectFrom('log_entry').select(columns).where('project_id', '=', project).orderBy('at', 'desc').orderBy('id', 'desc')),
    get(id) {
      const found = reads.first(from.selectFrom('log_entry').select(columns).where('id', '=', id))
      if (found === undefined) throw new LabError('bad-input', `The lab log has no entry ${id}. Nothing was changed; it may have been removed in another window.`, { id })
      return found
    },
    put: (entry) => void put.run(entry),
    remove: (id) => void remove.run(id),
  }
}
