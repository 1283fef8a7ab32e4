import type { RunId, RunState, RunSummary } from '../../../shared/schema/run.ts'
import type { Moved, MoveProgress } from '../../../shared/schema/storage.ts'
import { blobs, removeDrafts, type Blobs } from './blobs.ts'
import { checkpoints, type Checkpoints } from './checkpoints.ts'
import { copyStore } from './copy-store.ts'
import { curveTable, type CurveTable } from './curves.ts'
import { openDatabase } from './database.ts'
import { quickCheck } from './inspect.ts'
import { logEntries, type LogEntries } from './log-entries.ts'
import { marks, type Marks } from './marks.ts'
import { measureValues, type MeasureValues } from './measure-values.ts'
import { defaultProject, projects, type Projects } from './projects.ts'
import { from, reads as readsOf } from './reads.ts'
import { runTable, type RunTable } from './run-table.ts'
import { savedViews, type SavedViews } from './saved-views.ts'
import { settingTable, type SettingTable } from './settings.ts'
import { runStates, type States } from './states.ts'
import { storageRows, type StorageRows } from './storage-rows.ts'
import { summaries } from './summaries.ts'

export interface Store {
  readonly folder: string
  /** Rows as they are; states are written through `states`. */
  readonly runs: Omit<RunTable, 'setState' | 'end' | 'begin' | 'queueAgain' | 'addEvent' | 'removeEvent'>
  readonly states: Pick<States, 'set' | 'end' | 'begin' | 'queueAgain'>
  readonly curves: CurveTable
  readonly checkpoints: Checkpoints
  readonly blobs: Blobs
  readonly measures: MeasureValues
  readonly projects: Projects
  readonly marks: Marks
  readonly log: LogEntries
  readonly views: SavedViews
  readonly settings: SettingTable
  readonly storage: StorageRows
  /** All of it or nothing; committed with a sync when it returns. */
  transact<T>(work: () => T): T
  state(id: RunId): RunState
  /** Also of a run in the trash. */
  summary(id: RunId): RunSummary
  /** As the list shows it; null for a run that is in the trash or removed. */
  listed(id: RunId): RunSummary | null
  /** Newest first, without those in the trash. */
  list(): RunSummary[]
  /** After a change of the run, before it is told to anybody. */
  changed(id: RunId): void
  /** A whole copy in a new or empty folder. */
  copyTo(folder: string, tell: (progress: MoveProgress) => Promise<void>, signal: AbortSignal): Promise<Moved>
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
  const marked = marks(db, reads)
  const shown = summaries(db)
  const grouped = projects(db, reads)
  const transact = <T>(work: () => T): T => {
    let isCommitted = false
    try {
      const result = db.transaction(work).immediate()
      isCommitted = true
      return result
    } finally {
      if (!db.inTransaction) files.settle(isCommitted)
    }
  }
  const states = runStates({ runs, removePoint: curves.removePoint, resumableFrom: saved.newestResumable, transact })

  // Only where it is missing: a store that has it is opened without a write, so that it can be read on a full disk.
  if (reads.first(from.selectFrom('project').select('id').where('id', '=', defaultProject)) === undefined) {
    grouped.add(defaultProject, 'My lab', now())
  }
  return {
    folder,
    runs,
    curves,
    checkpoints: saved,
    blobs: kept,
    measures: measureValues(db),
    storage: storageRows(db, files.isInUse),
    projects: grouped,
    marks: marked,
    log: logEntries(db, reads),
    views: savedViews(db, reads),
    settings: settingTable(db, reads),
    states,
    transact,
    state: (id) => states.of(runs.get(id)),
    summary(id) {
      const row = runs.get(id)
      return shown.of(row, states.of(row))
    },
    listed(id) {
      const row = runs.find(id)
      return row === null || row.trashed_at !== null ? null : shown.of(row, states.of(row))
    },
    list() {
      const rows = runs.all()
      shown.prepare(rows)
      return rows.map((row) => shown.of(row, states.of(row)))
    },
    changed: (id) => shown.forget(id),
    copyTo: (target, tell, signal) => copyStore(db, folder, target, tell, signal),
    check: () => quickCheck(db),
    close: () => void db.close(),
  }
}
