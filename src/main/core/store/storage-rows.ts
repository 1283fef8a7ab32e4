import type Database from 'better-sqlite3'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Blob } from './blobs.ts'
import type { BlobKind } from './schema.ts'

/** The files that a checkpoint names. */
export interface CheckpointFiles {
  readonly run: RunId
  readonly step: number
  readonly weights: string
  readonly optimiser: string | null
}

/** Steps of a run that lose their checkpoint, or only the state of the optimiser. */
export interface Removal {
  readonly id: RunId
  readonly removes: readonly number[]
  readonly losesOptimiser: readonly number[]
}

/** What lies on the disk, over all runs; and its removal. Both removals are for the inside of a transaction, `blobs.removeFiles` for after it. */
export interface StorageRows {
  /** In the order of steps. */
  checkpoints(): CheckpointFiles[]
  files(): Map<string, { readonly kind: BlobKind; readonly size: number }>
  /** Of points. */
  curveBytes(): Map<RunId, number>
  /** Hashes in configurations: first weights, splits, data. */
  namedByConfigurations(): Set<string>
  /** Steps from which other runs go on, and those of the states that they began with. */
  forkSteps(id: RunId): number[]
  /** Returns the files that nothing names any more. */
  thin(removals: readonly Removal[]): Blob[]
  /** Removes runs for good, with everything that is theirs. Returns the files that nothing names any more. */
  purge(runs: readonly RunId[]): Blob[]
}

const hashes = /[0-9a-f]{64}/g

/** @param isInUse a file that somebody is about to name */
export function storageRows(db: Database.Database, isInUse: (sha256: string) => boolean): StorageRows {
  const checkpoints = db.prepare<[], CheckpointFiles>('SELECT run_id AS run, step, weights, optimiser FROM checkpoint ORDER BY run_id, step')
  const ownFiles = db.prepare<[RunId], CheckpointFiles>('SELECT run_id AS run, step, weights, optimiser FROM checkpoint WHERE run_id = ?')
  const files = db.prepare<[], Blob>('SELECT sha256, kind, size FROM blob')
  const curves = db.prepare<[], { run: RunId; bytes: number }>('SELECT run_id AS run, sum(12 * count) AS bytes FROM series_chunk GROUP BY run_id')
  const text = "config || ' ' || coalesce(goes_on, '')"
  const texts = db.prepare<[], string>(`SELECT ${text} FROM run`).pluck()
  const ownText = db.prepare<[RunId], string>(`SELECT ${text} FROM run WHERE id = ?`).pluck()
  const forks = db.prepare<[RunId], { at: number | null; state: number | null }>("SELECT parent_step AS at, json_extract(goes_on, '$.fork.state') AS state FROM run WHERE parent_run = ?")

  const isNamed = db.prepare<[string, string]>('SELECT 1 FROM checkpoint WHERE weights = ? OR optimiser = ? LIMIT 1')
  const blobOf = db.prepare<[string], Blob>('SELECT sha256, kind, size FROM blob WHERE sha256 = ?')
  const removeBlob = db.prepare('DELETE FROM blob WHERE sha256 = ?')
  const removeStep = db.prepare('DELETE FROM checkpoint WHERE run_id = ? AND step = ?')
  const removeState = db.prepare('UPDATE checkpoint SET optimiser = NULL WHERE run_id = ? AND step = ?')
  const detach = ['UPDATE project SET baseline = NULL WHERE baseline = ?', 'UPDATE run SET after_run = NULL WHERE after_run = ?', 'UPDATE run SET parent_run = NULL WHERE id = ?'].map((sql) => db.prepare(sql))
  const parts = ['seam', 'series_chunk', 'event', 'checkpoint', 'measure_value', 'tag', 'bookmark'].map((table) => db.prepare(`DELETE FROM ${table} WHERE run_id = ?`))
  const removeRun = db.prepare('DELETE FROM run WHERE id = ?')

  const hashesIn = (all: readonly string[]): string[] => all.flatMap((each) => each.match(hashes) ?? [])
  const namedByConfigurations = (): Set<string> => new Set(hashesIn(texts.all()))
  const filesOf = ({ weights, optimiser }: CheckpointFiles): string[] => (optimiser === null ? [weights] : [weights, optimiser])

  /** Removes the rows of those that neither a checkpoint nor a configuration names. */
  const collect = (candidates: ReadonlySet<string>): Blob[] => {
    const named = namedByConfigurations()
    return [...candidates].flatMap((sha256) => {
      const blob = blobOf.get(sha256)
      if (blob === undefined || named.has(sha256) || isInUse(sha256) || isNamed.get(sha256, sha256) !== undefined) return []
      removeBlob.run(sha256)
      return [blob]
    })
  }

  return {
    checkpoints: () => checkpoints.all(),
    files: () => new Map(files.all().map(({ sha256, kind, size }) => [sha256, { kind, size }])),
    curveBytes: () => new Map(curves.all().map(({ run, bytes }) => [run, bytes])),
    namedByConfigurations,
    forkSteps: (id) => forks.all(id).flatMap(({ at, state }) => [at, state]).filter((step) => step !== null),

    thin(removals) {
      const candidates = new Set<string>()
      for (const { id, removes, losesOptimiser } of removals) {
        for (const row of ownFiles.all(id)) for (const sha256 of filesOf(row)) candidates.add(sha256)
        for (const step of removes) removeStep.run(id, step)
        for (const step of losesOptimiser) removeState.run(id, step)
      }
      return collect(candidates)
    },

    purge(runs) {
      const candidates = new Set(runs.flatMap((id) => [...ownFiles.all(id).flatMap(filesOf), ...hashesIn([ownText.get(id) ?? ''])]))
      // Detached first, so that parents and children can go in any order.
      for (const id of runs) for (const statement of [...detach, ...parts]) statement.run(id)
      for (const id of runs) removeRun.run(id)
      return collect(candidates)
    },
  }
}
