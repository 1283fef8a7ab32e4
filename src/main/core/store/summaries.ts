import type Database from 'better-sqlite3'
import { eventIds, type Bookmark, type EventSteps, type FinalValues, type RunId, type RunState, type RunSummary } from '../../../shared/schema/run.ts'
import { forkOf } from './forks.ts'
import type { RunRow } from './run-table.ts'
import { savedConfig } from './saved-config.ts'
import type { StoredEvent } from './schema.ts'

/**
 * Rows as the contract shows them. A list of hundreds is asked for again at every change of one, so what was put
 * together is kept until its run changes.
 */
export interface Summaries {
  of(row: RunRow, state: RunState): RunSummary
  /** Puts together what is not kept of these, with one query for each thing that is asked: for the first list of a large store. */
  prepare(rows: readonly RunRow[]): void
  forget(id: RunId): void
}

const finalSeries = ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'] as const

/** What of a run lies in other tables than its own. */
interface Beside {
  readonly events: Map<StoredEvent, number>
  readonly seams: RunSummary['seams'][number][]
  readonly tags: string[]
  readonly bookmarks: Bookmark[]
  readonly last: { step: number | null; readonly values: Map<string, number> }
}

export function summaries(db: Database.Database): Summaries {
  type Kept = Omit<RunSummary, 'state'>
  const kept = new Map<RunId, Kept>()

  /** The same queries for one run and for all. */
  const besides = (where: string) => {
    const rows = <R>(columns: string, rest: string) => db.prepare<RunId[], R & { readonly run_id: RunId }>(`SELECT run_id, ${columns} FROM ${rest.replace('WHERE', where)}`)
    const events = rows<{ event: StoredEvent; step: number }>('event, step', 'event WHERE')
    const seams = rows<{ step: number; at: string; same_build: 0 | 1 }>('step, at, same_build', 'seam WHERE ORDER BY at')
    const tags = rows<{ tag: string }>('tag', 'tag WHERE ORDER BY tag')
    const bookmarks = rows<Bookmark>('step, name', 'bookmark WHERE ORDER BY step')
    const lasts = rows<{ step: number }>('max(last_step) AS step', 'series_chunk WHERE GROUP BY run_id')
    // The last chunks are found in the index, and only they are read.
    const and = where === '' ? 'WHERE' : `${where} AND`
    const names = finalSeries.map((name) => `'${name}'`).join(', ')
    const ends = db.prepare<RunId[], { run_id: RunId; series: string; step: number; value: Buffer }>(
      `SELECT whole.run_id, whole.series, whole.last_step AS step, substr(whole."values", -8) AS value
       FROM (SELECT run_id, series, max(chunk) AS chunk FROM series_chunk ${and} series IN (${names}) GROUP BY run_id, series) AS last
       JOIN series_chunk AS whole ON whole.run_id = last.run_id AND whole.series = last.series AND whole.chunk = last.chunk`,
    )

    return (...ids: RunId[]): ((id: RunId) => Beside) => {
      const found = new Map<RunId, Beside>()
      const of = (id: RunId): Beside => {
        const known = found.get(id) ?? { events: new Map(), seams: [], tags: [], bookmarks: [], last: { step: null, values: new Map() } }
        found.set(id, known)
        return known
      }
      for (const { run_id, event, step } of events.all(...ids)) of(run_id).events.set(event, step)
      for (const { run_id, step, at, same_build } of seams.all(...ids)) of(run_id).seams.push({ step, at, sameBuild: same_build === 1 })
      for (const { run_id, tag } of tags.all(...ids)) of(run_id).tags.push(tag)
      for (const { run_id, step, name } of bookmarks.all(...ids)) of(run_id).bookmarks.push({ step, name })
      for (const { run_id, step } of lasts.all(...ids)) of(run_id).last.step = step
      for (const { run_id, series, step, value } of ends.all(...ids)) {
        if (step === of(run_id).last.step) of(run_id).last.values.set(series, value.readDoubleLE())
      }
      return of
    }
  }
  const besideOne = besides('WHERE run_id = ?')
  const besideAll = besides('')

  const make = (row: RunRow, { events, seams, tags, bookmarks, last }: Beside): Kept => ({
    id: row.id,
    name: row.name,
    preset: row.preset,
    ...savedConfig(row),
    project: row.project_id,
    tags,
    pinned: row.pinned === 1,
    hidden: row.hidden === 1,
    note: row.note,
    bookmarks,
    seed: row.seed,
    executor: row.executor,
    executorBuild: row.executor_build,
    executorNote: row.executor_note,
    colourSlot: row.colour_slot,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    seconds: row.started_at === null ? null : row.seconds,
    compileSeconds: row.compile_seconds,
    events: Object.fromEntries(eventIds.map((event) => [event, events.get(event) ?? null])) as EventSteps,
    final: finalOf(last),
    seams,
    set: row.set_id,
    member: row.member,
    parent: row.parent_run === null ? null : { run: row.parent_run, step: row.parent_step, fork: forkStateOf(row) },
    after: row.after_run,
  })

  return {
    of(row, state) {
      let summary = kept.get(row.id)
      if (summary === undefined) kept.set(row.id, (summary = make(row, besideOne(row.id)(row.id))))
      return { ...summary, state }
    },
    prepare(rows) {
      const missing = rows.filter(({ id }) => !kept.has(id))
      if (missing.length < 20) return
      const beside = besideAll()
      for (const row of missing) kept.set(row.id, make(row, beside(row.id)))
    },
    forget: (id) => void kept.delete(id),
  }
}

/** The checkpoint whose state a fork began from. */
function forkStateOf(row: RunRow): { readonly state: number } | null {
  const fork = forkOf(row)
  return fork === null ? null : { state: fork.state }
}

/** What is not finite has no place in JSON; such a run is `diverged`, and its curves keep every value. */
function finalOf({ step, values }: Beside['last']): FinalValues | null {
  const finals = finalSeries.map((name) => values.get(name))
  if (step === null || !finals.every((v) => v !== undefined && Number.isFinite(v))) return null
  return { step, ...Object.fromEntries(finalSeries.map((name, i) => [name, finals[i]])) } as FinalValues
}
