import type { RunId, RunState, RunSummary } from '../../../shared/schema/run.ts'
import { blobs, removeDrafts, type Blobs } from './blobs.ts'
import { checkpoints, type Checkpoints } from './checkpoints.ts'
import { curveTable, type CurveTable } from './curves.ts'
import { openDatabase } from './database.ts'
import { isDiskFull } from './failures.ts'
import { quickCheck } from './inspect.ts'
import { measureValues, type MeasureValues } from './measure-values.ts'
import { reads as readsOf } from './reads.ts'
import { runTable, type RunRow, type RunTable } from './run-table.ts'
import { stateOf } from './run-state.ts'
import { summaries } from './summaries.ts'

/** The one project until the lab lets people make more. */
export const defaultProject = 'default'

export interface Store {
  readonly folder: string
  readonly runs: RunTable
  readonly curves: CurveTable
  readonly checkpoints: Checkpoints
  readonly measures: MeasureValues
  /** All of it or nothing; committed with a sync when it returns. */
  transact<T>(work: () => T): T
  state(id: RunId): RunState
  /** Where the disk is too full even for this, the state is kept in memory until the next one is written. */
  setState(id: RunId, state: RunState): void
  summary(id: RunId): RunSummary
  list(): RunSummary[]
  /** After a change of the run, before it is told to anybody. */
  changed(id: RunId): void
  /** Null when SQLite finds nothing wrong. */
  check(): string | null
  close(): void
}

export interface StoreOptions {
  readonly now: () => string
  /** Stands before the blobs on disk; tests put a failing one there. */
  readonly wrapBlobs?: (blobs: Blobs) => Blobs
}

/** Opens the store of a folder that is prepared and locked. */
export async function openStore(folder: string, { now, wrapBlobs = (b) => b }: StoreOptions): Promise<Store> {
  const db = openDatabase(folder)
  await removeDrafts(folder)
  const reads = readsOf(db)
  const curves = curveTable(db, reads)
  const runs = runTable(db, reads)
  const saved = checkpoints(db, reads, wrapBlobs(blobs(folder, db, reads)))
  const shown = summaries(reads, curves)
  db.prepare('INSERT INTO project (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(defaultProject, 'My lab', now())

  const unwritten = new Map<RunId, RunState>()
  const state = (row: RunRow): RunState => unwritten.get(row.id) ?? stateOf(row, () => saved.newestResumable(row.id))
  return {
    folder,
    runs,
    curves,
    checkpoints: saved,
    measures: measureValues(db),
    transact: (work) => db.transaction(work).immediate(),
    state: (id) => state(runs.get(id)),
    setState(id, next) {
      unwritten.delete(id)
      try {
        runs.setState(id, next)
      } catch (error) {
        if (!isDiskFull(error)) throw error
        unwritten.set(id, next)
      }
    },
    summary(id) {
      const row = runs.get(id)
      return shown.of(row, state(row))
    },
    list: () => runs.all().map((row) => shown.of(row, state(row))),
    changed: (id) => shown.forget(id),
    check: () => quickCheck(db),
    close: () => void db.close(),
  }
}
