import type Database from 'better-sqlite3'
import type { Selectable } from 'kysely'
import { LabError } from '../../../shared/errors.ts'
import type { ProjectSummary } from '../../../shared/schema/organise.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { from, type Reads } from './reads.ts'
import type { Schema } from './schema.ts'

/** The project of runs that were made without one. It is always there. */
export const defaultProject = 'default'

export type ProjectRow = Selectable<Schema['project']>

export interface Projects {
  /** In the order of creation, without those in the trash. */
  list(): ProjectSummary[]
  trashed(): ProjectRow[]
  /** Also of one in the trash. */
  get(id: string): ProjectRow
  add(id: string, name: string, at: string): void
  put(id: string, columns: Pick<ProjectRow, 'name' | 'note' | 'baseline'>): void
  /** Into the trash, or out of it for null. */
  setTrashed(id: string, at: string | null): void
  /** With its lab log and its saved views. It has no runs any more. */
  remove(id: string): void
  /** In the trash or not. */
  hasRuns(id: string): boolean
  /** Runs of a project that are in the trash since this moment, or for null not there. */
  runs(id: string, trashedAt: string | null): RunId[]
}

export function projects(db: Database.Database, reads: Reads): Projects {
  const insert = db.prepare('INSERT INTO project (id, name, created_at) VALUES (?, ?, ?)')
  const update = db.prepare('UPDATE project SET name = @name, note = @note, baseline = @baseline WHERE id = @id')
  const trash = db.prepare('UPDATE project SET trashed_at = ? WHERE id = ?')
  const clear = ['log_entry', 'saved_view'].map((table) => db.prepare(`DELETE FROM ${table} WHERE project_id = ?`))
  const remove = db.prepare('DELETE FROM project WHERE id = ?')

  return {
    list() {
      const query = from
        .selectFrom('project')
        .leftJoin('run as baseline', (on) => on.onRef('baseline.id', '=', 'project.baseline').on('baseline.trashed_at', 'is', null))
        .select(['project.id', 'project.name', 'project.note', 'project.created_at', 'baseline.id as baseline'])
        .select((q) => q.selectFrom('log_entry').select((c) => c.fn.countAll<number>().as('n')).whereRef('project_id', '=', 'project.id').as('entries'))
        .where('project.trashed_at', 'is', null)
        .orderBy('project.created_at')
        .orderBy('project.id')
      return reads.all(query).map((row) => ({ id: row.id, name: row.name, note: row.note, baseline: row.baseline, createdAt: row.created_at, logEntries: row.entries ?? 0 }))
    },
    trashed: () => reads.all(from.selectFrom('project').selectAll().where('trashed_at', 'is not', null).orderBy('trashed_at', 'desc')),
    get(id) {
      const row = reads.first(from.selectFrom('project').selectAll().where('id', '=', id))
      if (row === undefined) throw new LabError('unknown-project', `This store has no project ${id}. Nothing was changed; “grokscope projects” lists those it has.`, { id })
      return row
    },
    add: (id, name, at) => void insert.run(id, name, at),
    put: (id, { name, note, baseline }) => void update.run({ id, name, note, baseline }),
    setTrashed: (id, at) => void trash.run(at, id),
    remove(id) {
      for (const statement of clear) statement.run(id)
      remove.run(id)
    },
    hasRuns: (id) => reads.first(from.selectFrom('run').select('id').where('project_id', '=', id).limit(1)) !== undefined,
    runs: (id, trashedAt) => reads.all(from.selectFrom('run').select('id').where('project_id', '=', id).where('trashed_at', 'is', trashedAt)).map((row) => row.id),
  }
}
