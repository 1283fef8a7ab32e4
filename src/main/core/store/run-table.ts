import type Database from 'better-sqlite3'
import type { Insertable, Selectable } from 'kysely'
import { LabError } from '../../../shared/errors.ts'
import type { ExecutorName, RunId, RunState } from '../../../shared/schema/run.ts'
import { from, type Reads } from './reads.ts'
import type { Schema, StoredEvent } from './schema.ts'

export type RunRow = Selectable<Schema['run']>
export type NewRun = Pick<
  Insertable<Schema['run']>,
  'id' | 'name' | 'preset' | 'config' | 'config_schema' | 'config_as_preset' | 'seed' | 'executor_wanted' | 'threads' | 'colour_slot' | 'created_at'
> &
  Partial<Pick<Insertable<Schema['run']>, 'set_id' | 'member' | 'parent_run' | 'after_run' | 'goes_on'>>

export type KeptColumns = Pick<RunRow, 'name' | 'project_id' | 'pinned' | 'hidden' | 'note' | 'colour_slot'>

export interface DerivedEvent {
  readonly event: StoredEvent
  readonly step: number
  readonly series: string
  readonly threshold: number
}

/** The rows of runs. Each write is one statement; what belongs together is put in a transaction by the caller. */
export interface RunTable {
  insertQueued(run: NewRun, project: string): void
  get(id: RunId): RunRow
  /** Null where it is not there. */
  find(id: RunId): RunRow | null
  /** Newest first, without those in the trash. */
  all(): RunRow[]
  /** In the trash, the last that went there first. */
  trashed(): RunRow[]
  queued(): RunRow[]
  /** Marked as in training. */
  unfinished(): RunRow[]
  names(): string[]
  /** Those that begin once this one is finished, and did not before, without those in the trash; in the order of creation. */
  followers(id: RunId): RunRow[]
  /** Those that go on from its weights, in the trash or not. */
  children(id: RunId): RunId[]
  /** Runs of a preset with exactly this configuration, the newest first, without those in the trash. */
  alike(preset: string, config: string): RunRow[]
  /** Seconds and steps of finished runs that left the preset, or this member of it, as it is but for its steps and seed. */
  timings(preset: string, member: string | null): { readonly seconds: number; readonly step: number }[]
  usedColours(): number[]
  /** Columns that say how a run is kept, not what it computed. */
  keep(id: RunId, columns: KeptColumns): void
  /** Into the trash, or out of it for null. */
  setTrashed(id: RunId, at: string | null): void
  queueAgain(id: RunId, config: string): void
  /** It begins whatever became of the one before it. */
  detach(id: RunId): void
  /** Its first weights are made: what it is configured with now, and the step of the parent that they come from. */
  startMade(id: RunId, config: string, parentStep: number): void
  /** It has the steps of another run up to this one, made by this build. */
  beginsAt(id: RunId, step: number, executor: ExecutorName | null, build: string | null): void
  setState(id: RunId, state: RunState): void
  begin(id: RunId, at: string): void
  end(id: RunId, at: string): void
  compiled(id: RunId, executor: ExecutorName, build: string, note: string | null, seconds: number): void
  /** One more sentence after those of the executor. */
  addNote(id: RunId, note: string): void
  progress(id: RunId, step: number, seconds: number, at: string): void
  heartbeat(id: RunId, at: string): void
  addSeam(id: RunId, step: number, at: string, sameBuild: boolean): void
  /** In place of those it has. */
  setEvents(id: RunId, events: readonly DerivedEvent[]): void
  addEvent(id: RunId, event: DerivedEvent): void
  removeEvent(id: RunId, event: StoredEvent): void
}

export function runTable(db: Database.Database, reads: Reads): RunTable {
  const row = db.prepare<[RunId], RunRow>('SELECT * FROM run WHERE id = ?')
  const insert = db.prepare(`
    INSERT INTO run (id, project_id, name, preset, config, config_schema, config_as_preset, seed, status, queue_place, executor_wanted, threads, colour_slot, created_at, set_id, member, parent_run, after_run, goes_on)
    VALUES (@id, @project, @name, @preset, @config, @config_schema, @config_as_preset, @seed, 'queued', (SELECT coalesce(max(queue_place), 0) + 1 FROM run), @executor_wanted, @threads, @colour_slot, @created_at, @set_id, @member, @parent_run, @after_run, @goes_on)`)
  const state = db.prepare('UPDATE run SET status = ?, step = coalesce(?, step), reason = ?, quantity = ?, queue_place = CASE WHEN ? = \'queued\' THEN queue_place END WHERE id = ?')
  const queue = db.prepare(`
    UPDATE run SET status = 'queued', config = ?, reason = NULL, quantity = NULL, ended_at = NULL, queue_place = (SELECT coalesce(max(queue_place), 0) + 1 FROM run)
    WHERE id = ?`)
  const detached = db.prepare('UPDATE run SET after_run = NULL WHERE id = ?')
  const made = db.prepare('UPDATE run SET config = ?, parent_step = ? WHERE id = ?')
  const kept = db.prepare('UPDATE run SET name = @name, project_id = @project_id, pinned = @pinned, hidden = @hidden, note = @note, colour_slot = @colour_slot WHERE id = @id')
  const trash = db.prepare('UPDATE run SET trashed_at = ? WHERE id = ?')
  const beginning = db.prepare('UPDATE run SET step = ?, executor = ?, executor_build = ? WHERE id = ?')
  const begun = db.prepare('UPDATE run SET started_at = coalesce(started_at, @at), heartbeat_at = @at, ended_at = NULL WHERE id = @id')
  const ended = db.prepare('UPDATE run SET ended_at = ? WHERE id = ?')
  const compile = db.prepare('UPDATE run SET executor = ?, executor_build = ?, executor_note = ?, compile_seconds = ? WHERE id = ?')
  const noted = db.prepare("UPDATE run SET executor_note = coalesce(executor_note || ' ', '') || ? WHERE id = ?")
  const moved = db.prepare('UPDATE run SET step = ?, seconds = ?, heartbeat_at = ? WHERE id = ?')
  const beat = db.prepare('UPDATE run SET heartbeat_at = ? WHERE id = ?')
  const seam = db.prepare('INSERT INTO seam (run_id, step, at, same_build) VALUES (?, ?, ?, ?)')
  const clearEvents = db.prepare('DELETE FROM event WHERE run_id = ?')
  const clearEvent = db.prepare('DELETE FROM event WHERE run_id = ? AND event = ?')
  const addEvent = db.prepare('INSERT INTO event (run_id, event, step, series, threshold) VALUES (@run, @event, @step, @series, @threshold)')
  const find = (id: RunId): RunRow | null => row.get(id) ?? null

  return {
    insertQueued: (run, project) => void insert.run({ set_id: null, member: null, parent_run: null, after_run: null, goes_on: null, ...run, project }),
    get(id) {
      const row = find(id)
      if (row === null) throw new LabError('unknown-run', `This store has no run ${id}. Nothing was changed; "grokscope runs" lists those it has.`, { id })
      return row
    },
    find,
    all: () => reads.all(from.selectFrom('run').selectAll().where('trashed_at', 'is', null).orderBy('number', 'desc')),
    trashed: () => reads.all(from.selectFrom('run').selectAll().where('trashed_at', 'is not', null).orderBy('trashed_at', 'desc').orderBy('number', 'desc')),
    queued: () => reads.all(from.selectFrom('run').selectAll().where('status', '=', 'queued').orderBy('queue_place')),
    unfinished: () => reads.all(from.selectFrom('run').selectAll().where('status', 'in', ['running', 'paused'])),
    names: () => reads.all(from.selectFrom('run').select('name')).map((r) => r.name),
    followers: (id) =>
      reads.all(
        from
          .selectFrom('run')
          .selectAll()
          .where('trashed_at', 'is', null)
          .where((or) => or.or([or('after_run', '=', id), or.and([or('parent_run', '=', id), or('goes_on', 'is not', null), or('parent_step', 'is', null)])]))
          .orderBy('number'),
      ),
    children: (id) => reads.all(from.selectFrom('run').select('id').where('parent_run', '=', id)).map((row) => row.id),
    alike: (preset, config) => reads.all(from.selectFrom('run').selectAll().where('preset', '=', preset).where('config', '=', config).where('trashed_at', 'is', null).orderBy('number', 'desc')),
    timings: (preset, member) =>
      reads.all(
        from
          .selectFrom('run')
          .select(['seconds', 'step'])
          .where('preset', '=', preset)
          .where('member', 'is', member)
          .where('config_as_preset', '=', 1)
          .where('status', '=', 'finished')
          .where('step', '>', 0),
      ),
    usedColours: () => reads.all(from.selectFrom('run').select('colour_slot')).map((r) => r.colour_slot),
    keep: (id, columns) => void kept.run({ ...columns, id }),
    setTrashed: (id, at) => void trash.run(at, id),
    queueAgain: (id, config) => void queue.run(config, id),
    detach: (id) => void detached.run(id),
    startMade: (id, config, parentStep) => void made.run(config, parentStep, id),
    beginsAt: (id, step, executor, build) => void beginning.run(step, executor, build, id),
    setState(id, next) {
      const step = next.status === 'queued' ? null : next.step
      const reason = 'reason' in next ? (next.reason ?? null) : null
      const quantity = next.status === 'diverged' ? next.quantity : null
      state.run(next.status, step, reason, quantity, next.status, id)
    },
    begin: (id, at) => void begun.run({ id, at }),
    end: (id, at) => void ended.run(at, id),
    compiled: (id, executor, build, note, seconds) => void compile.run(executor, build, note, seconds, id),
    addNote: (id, note) => void noted.run(note, id),
    progress: (id, step, seconds, at) => void moved.run(step, seconds, at, id),
    heartbeat: (id, at) => void beat.run(at, id),
    addSeam: (id, step, at, sameBuild) => void seam.run(id, step, at, sameBuild ? 1 : 0),
    setEvents(id, events) {
      clearEvents.run(id)
      for (const event of events) addEvent.run({ run: id, ...event })
    },
    addEvent: (id, event) => void addEvent.run({ run: id, ...event }),
    removeEvent: (id, event) => void clearEvent.run(id, event),
  }
}
