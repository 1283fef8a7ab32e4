import type { RunId, RunState, RunSummary } from '../../../shared/schema/run.ts'
import { blobs, removeDrafts, type Blobs } from './blobs.ts'
import { checkpoints, type Checkpoints } from './checkpoints.ts'
import { curveTable, type CurveTable } from './curves.ts'
import { openDatabase } from './database.ts'
import { quickCheck } from './inspect.ts'
import { measureValues, type MeasureValues } from './measure-values.ts'
import { from, reads as readsOf } from './reads.ts'
import { runTable, type RunTable } from './run-table.ts'
import { runStates, type States } from './states.ts'
import { summaries } from './summaries.ts'

/** The one project until the lab lets people make more. */
export const defaultProject = 'default'

export interface Store {
  readonly folder: string
  /** Rows as they are; states are written through `states`. */
  readonly runs: Omit<RunTable, 'setState' | 'end' | 'begin' | 'queueAgain' | 'addEvent' | 'removeEvent'>
  readonly states: Pick<States, 'set' | 'end' | 'begin' | 'queueAgain'>
  readonly curves: CurveTable
  readonly checkpoints: Checkpoints
  readonly blobs: Blobs
  readonly measures: MeasureValues
  /** All of it or nothing; committed with a sync when it returns. */
  transact<T>(work: () => T): T
  state(id: RunId): RunState
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
  readonly faults?: StoreFaults
}

/** For tests: what stands between the lab and the disk. */
export interface StoreFaults {
  readonly wrapBlobs?: (blobs: Blobs) => Blobs
  readonly wrapRuns?: (runs: RunTable) => RunTable
}

/** Opens the store of a folder that is prepared and locked. */
export async function openStore(folder: string, { now, faults = {} }: StoreOptions): Promise<Store> {
  const db = openDatabase(folder)
  await removeDrafts(folder)
  const reads = readsOf(db)
  const curves = curveTable(db, reads)
  const rows = runTable(db, reads)
  const runs = faults.wrapRuns?.(rows) ?? rows
  const files = blobs(folder, db, reads)
  const kept = faults.wrapBlobs?.(files) ?? files
  const saved = checkpoints(db, reads, kept)
  const shown = summaries(reads, curves)
  const transact = <T>(work: () => T): T => db.transaction(work).immediate()
  const states = runStates({ runs, removePoint: curves.removePoint, resumableFrom: saved.newestResumable, transact })

  // Only where it is missing: a store that has it is opened without a write, so that it can be read on a full disk.
  if (reads.first(from.selectFrom('project').select('id').where('id', '=', defaultProject)) === undefined) {
    db.prepare('INSERT INTO project (id, name, created_at) VALUES (?, ?, ?)').run(defaultProject, 'My lab', now())
  }
  return {
    folder,
    runs,
    curves,
    checkpoints: saved,
    blobs: kept,
    measures: measureValues(db),
    states,
    transact,
    state: (id) => states.of(runs.get(id)),
    summary(id) {
      const row = runs.get(id)
      return shown.of(row, states.of(row))
    },
    list: () => runs.all().map((row) => shown.of(row, states.of(row))),
    changed: (id) => shown.forget(id),
    check: () => quickCheck(db),
    close: () => void db.close(),
  }
}
