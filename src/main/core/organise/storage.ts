import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { scheduledCheckpoints } from '../../../science/schedule.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Moved, MoveProgress, StorageUse, Thinning } from '../../../shared/schema/storage.ts'
import { databaseFile } from '../store/database.ts'
import { isAtRest } from '../store/run-state.ts'
import type { RunRow } from '../store/run-table.ts'
import { savedConfig, usableConfig } from '../store/saved-config.ts'
import type { CheckpointFiles } from '../store/storage-rows.ts'
import type { Store } from '../store/store.ts'
import { thinned } from './thinned.ts'
import { refuseTraining } from './trash.ts'

/** Bytes by run and by kind, and what thinning each run would free. */
export async function storageUse(store: Store): Promise<StorageUse> {
  const rows = [...store.runs.all(), ...store.runs.trashed()]
  const checkpoints = Map.groupBy(store.storage.checkpoints(), ({ run }) => run)
  const files = store.storage.files()
  const curves = store.storage.curveBytes()
  const sizeOf = (sha256: string | null): number => (sha256 === null ? 0 : (files.get(sha256)?.size ?? 0))
  const total = (kind: string): number => [...files.values()].reduce((sum, file) => (file.kind === kind ? sum + file.size : sum), 0)
  const freed = freeing(store)

  const runs = rows.map((row) => {
    const own = checkpoints.get(row.id) ?? []
    const isThinnable = isAtRest(store.state(row.id)) && savedConfig(row).readOnly === null
    return {
      id: row.id,
      name: row.name,
      isTrashed: row.trashed_at !== null,
      checkpoints: own.length,
      weights: own.reduce((sum, { weights }) => sum + sizeOf(weights), 0),
      optimiser: own.reduce((sum, { optimiser }) => sum + sizeOf(optimiser), 0),
      curves: curves.get(row.id) ?? 0,
      thinning: isThinnable ? freed([thinningOf(store, row, own)]) : null,
    }
  })
  const size = (run: (typeof runs)[number]): number => run.weights + run.optimiser + run.curves
  return {
    folder: store.folder,
    database: fileSize(databaseFile(store.folder)) + fileSize(`${databaseFile(store.folder)}-wal`),
    weights: total('weights'),
    optimiser: total('optimiser'),
    data: total('data'),
    free: await statfs(store.folder).then(({ bavail, bsize }) => bavail * bsize, () => null),
    runs: runs.sort((a, b) => size(b) - size(a)),
  }
}

/** What thinning removes of these runs; done where it is no preview. All of it or nothing. */
export async function thin(store: Store, ids: readonly RunId[], preview: boolean): Promise<{ readonly runs: Thinning[]; readonly bytes: number }> {
  const plan = (): Thinning[] => {
    const rows = [...new Set(ids)].map((id) => store.runs.get(id))
    refuseTraining(store, rows.map(({ id }) => id), 'nothing was thinned')
    const checkpoints = Map.groupBy(store.storage.checkpoints(), ({ run }) => run)
    return rows.map((row) => {
      usableConfig(row) // a run of a newer version is not ours to thin
      return thinningOf(store, row, checkpoints.get(row.id) ?? [])
    })
  }
  if (preview) {
    const runs = plan()
    return { runs, bytes: freeing(store)(runs) }
  }
  const { runs, blobs } = store.transact(() => {
    const runs = plan()
    return { runs, blobs: store.storage.thin(runs) }
  })
  for (const { id } of runs) store.changed(id)
  await store.blobs.removeFiles(blobs)
  return { runs, bytes: blobs.reduce((sum, { size }) => sum + size, 0) }
}

/** A copy in another folder, whole and checked. What trains would go on in the old one, so nothing may. */
export function moveStore(store: Store, folder: string, tell: (progress: MoveProgress) => Promise<void>, signal: AbortSignal): Promise<Moved> {
  refuseTraining(store, store.runs.all().map(({ id }) => id), 'nothing was copied')
  return store.copyTo(folder, tell, signal)
}

function thinningOf(store: Store, row: RunRow, own: readonly CheckpointFiles[]): Thinning {
  const saved = own.map(({ step, optimiser }) => ({ step, hasOptimiser: optimiser !== null }))
  const { events } = store.summary(row.id)
  const marked = [
    ...Object.values(events).filter((step) => step !== null),
    ...store.marks.bookmarks(row.id).map(({ step }) => step),
    ...store.storage.forkSteps(row.id),
    ...(row.parent_step === null ? [] : [row.parent_step]),
  ]
  const everyEighth = scheduledCheckpoints(savedConfig(row).config).withOptimiser
  return { id: row.id, ...thinned(saved, { everyEighth, marked }) }
}

/** Counts the bytes of files that nothing names any more after some thinnings. */
function freeing(store: Store): (plans: readonly Thinning[]) => number {
  const files = store.storage.files()
  const named = store.storage.namedByConfigurations()
  const rows = store.storage.checkpoints()
  const byRun = Map.groupBy(rows, ({ run }) => run)
  const uses = new Map<string, number>()
  for (const { weights, optimiser } of rows) for (const sha256 of [weights, optimiser]) if (sha256 !== null) uses.set(sha256, (uses.get(sha256) ?? 0) + 1)

  return (plans) => {
    const less = new Map<string, number>()
    for (const { id, removes, losesOptimiser } of plans) {
      const [gone, stateless] = [new Set(removes), new Set(losesOptimiser)]
      for (const { step, weights, optimiser } of byRun.get(id) ?? []) {
        if (gone.has(step)) less.set(weights, (less.get(weights) ?? 0) + 1)
        if ((gone.has(step) || stateless.has(step)) && optimiser !== null) less.set(optimiser, (less.get(optimiser) ?? 0) + 1)
      }
    }
    return [...less].reduce((sum, [sha256, n]) => (n === uses.get(sha256) && !named.has(sha256) ? sum + (files.get(sha256)?.size ?? 0) : sum), 0)
  }
}

const fileSize = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
