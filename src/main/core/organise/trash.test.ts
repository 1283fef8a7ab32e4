import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import { openStore, type Store } from '../store/store.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { logicalContent } from '../testing/logical-content.ts'
import { insertSample, points, time, weights } from '../testing/sample-runs.ts'
import { createProject, trashProject } from './projects.ts'
import { emptyTrash, listTrash, purgeExpired, restoreRuns, trashRuns } from './trash.ts'

async function storeOf(): Promise<Store> {
  const store = await openStore(temporaryFolder(onTestFinished), { now: time })
  onTestFinished(() => store.close())
  return store
}

/** Finished, with a curve, a checkpoint, a tag and a bookmark. */
async function savedRun(store: Store, value: number): Promise<RunId> {
  const id = insertSample(store)
  const staged = await store.checkpoints.stage({ step: 1, weights: weights(value), optimiser: weights(value + 0.5) })
  store.transact(() => {
    store.states.begin(store.runs.get(id), time())
    store.curves.append(id, points([0, 1], { loss: (s) => s }))
    store.checkpoints.commit(id, staged)
    store.states.end(id, { status: 'finished', step: 1 }, time())
    store.marks.setTags(id, ['a'])
    store.marks.setBookmark(id, 1, 'end')
  })
  return id
}

const ids = (store: Store) => store.list().map(({ id }) => id)
const blobFile = (store: Store, sha256: string) => join(store.folder, 'blobs', sha256.slice(0, 2), `${sha256}.zst`)

describe('the trash', () => {
  test('a hundred runs that go there and come back leave the content as it was', async () => {
    const store = await storeOf()
    const runs: RunId[] = []
    for (let i = 0; i < 100; i++) runs.push(await savedRun(store, i % 7))
    const before = logicalContent(store.folder)
    const trashed = trashRuns(store, runs, time())
    expect(trashed).toEqual(runs)
    expect(store.list()).toEqual([])
    expect(logicalContent(store.folder)).not.toBe(before)
    expect(restoreRuns(store, trashed).restored).toEqual(runs)
    expect(logicalContent(store.folder)).toBe(before)
    expect(ids(store)).toEqual(runs.toReversed())
  })

  test('a run in it can still be read, and is asked for by nobody who lists', async () => {
    const store = await storeOf()
    const id = await savedRun(store, 1)
    trashRuns(store, [id], time())
    expect(store.listed(id)).toBeNull()
    expect(store.summary(id)).toMatchObject({ id, tags: ['a'], bookmarks: [{ step: 1, name: 'end' }] })
    expect(store.curves.read(id)['loss']?.steps).toHaveLength(2)
    expect((await store.checkpoints.weights(id, 1)).step).toBe(1)
    expect(listTrash(store).runs).toMatchObject([{ run: { id }, trashedAt: time(), until: '2026-12-23T05:00:00.000Z' }])
  })

  test('is refused to a run that waits or trains, and then to all that were to go with it', async () => {
    const store = await storeOf()
    const done = await savedRun(store, 1)
    const queued = insertSample(store)
    expect(() => trashRuns(store, [done, queued], time())).toThrow(/“sample” trains or waits to, so nothing was moved to the trash\. Stop it first, or leave it out\./)
    expect(ids(store)).toEqual([queued, done])
    expect(() => trashRuns(store, [done, 'run_000000000000' as RunId], time())).toThrow(/has no run run_000000000000/)
    expect(ids(store)).toHaveLength(2)
  })

  test('answers with those that were not there before, so that undoing brings back no others', async () => {
    const store = await storeOf()
    const [a, b] = [await savedRun(store, 1), await savedRun(store, 2)]
    trashRuns(store, [a], time())
    expect(trashRuns(store, [a, b, b], time())).toEqual([b])
    expect(restoreRuns(store, [b, b]).restored).toEqual([b])
    expect(ids(store)).toEqual([b])
  })

  test('emptied, it removes the files that only its runs named, and no others', async () => {
    const store = await storeOf()
    const [gone, stays] = [await savedRun(store, 1), await savedRun(store, 2)]
    const twin = await savedRun(store, 2)
    const [lost, shared] = [store.checkpoints.weightsBlob(gone, 1), store.checkpoints.weightsBlob(stays, 1)]
    expect(store.checkpoints.weightsBlob(twin, 1)).toEqual(shared)
    trashRuns(store, [gone, twin], time())
    expect(await emptyTrash(store, null)).toMatchObject({ removed: [twin, gone], kept: [], bytes: 2 * lost.size })
    expect(existsSync(blobFile(store, lost.sha256))).toBe(false)
    expect(existsSync(blobFile(store, shared.sha256))).toBe(true)
    expect((await store.checkpoints.weights(stays, 1)).step).toBe(1)
    expect(() => store.runs.get(gone)).toThrow(/has no run/)
    expect(store.check()).toBeNull()
  })

  test('keeps a file that is being written again, whichever comes first', async () => {
    const store = await storeOf()
    const id = await savedRun(store, 1)
    const { sha256 } = store.checkpoints.weightsBlob(id, 1)
    trashRuns(store, [id], time())
    const again = insertSample(store)
    const staged = await store.checkpoints.stage({ step: 1, weights: weights(1), optimiser: null })
    await emptyTrash(store, null)
    expect(existsSync(blobFile(store, sha256))).toBe(true)
    store.transact(() => store.checkpoints.commit(again, staged))
    expect((await store.checkpoints.weights(again, 1)).step).toBe(1)
  })

  test('keeps the run from which another goes on, until that one goes too', async () => {
    const store = await storeOf()
    const [parent, child] = [await savedRun(store, 1), insertSample(store)]
    store.runs.startMade(child, store.runs.get(child).config, 1)
    const other = insertSampleOf(store, parent)
    store.states.set(other, { status: 'stopped', step: 0 })
    trashRuns(store, [parent], time())
    expect(await emptyTrash(store, null)).toMatchObject({ removed: [], kept: [parent], bytes: 0 })
    expect(store.summary(other).parent).toMatchObject({ run: parent })
    trashRuns(store, [other], time())
    expect((await emptyTrash(store, null)).removed).toHaveLength(2)
  })

  test('refuses to remove for good what is not in it', async () => {
    const store = await storeOf()
    const id = await savedRun(store, 1)
    expect(() => emptyTrash(store, [id])).toThrow(/is not in the trash, so nothing was removed/)
    expect(ids(store)).toEqual([id])
  })

  test('a first-weights file that a configuration names stays when the run it came from goes', async () => {
    const store = await storeOf()
    const gone = await savedRun(store, 1)
    const { sha256 } = store.checkpoints.weightsBlob(gone, 1)
    const config = JSON.parse(store.runs.get(insertSample(store)).config) as { model: object }
    const user = insertSample(store)
    store.runs.startMade(user, JSON.stringify({ ...config, model: { ...config.model, init: { kind: 'file', file: sha256 } } }), 1)
    trashRuns(store, [gone], time())
    await emptyTrash(store, null)
    expect(store.blobs.has(sha256)).toBe(true)
    expect(existsSync(blobFile(store, sha256))).toBe(true)
  })

  test('keeps what lies there for 30 days, and no longer', async () => {
    const store = await storeOf()
    const [old, young] = [await savedRun(store, 1), await savedRun(store, 2)]
    const { id: project } = createProject(store, 'Tried', time())
    trashRuns(store, [old], '2026-10-24T04:59:59.000Z')
    trashRuns(store, [young], '2026-10-24T05:00:01.000Z')
    trashProject(store, project, '2026-10-01T00:00:00.000Z')
    await purgeExpired(store, time())
    expect(listTrash(store)).toMatchObject({ runs: [{ run: { id: young } }], projects: [] })
    expect(() => store.runs.get(old)).toThrow()
  })
})

/** One that goes on from another run, which it names as its parent. */
function insertSampleOf(store: Store, parent: RunId): RunId {
  const sample = store.runs.get(insertSample(store))
  const id = `run_${'child'.padStart(12, '0')}` as RunId
  const { name, preset, config, config_schema, config_as_preset, seed, executor_wanted, threads, colour_slot, created_at } = sample
  store.runs.insertQueued({ id, name, preset, config, config_schema, config_as_preset, seed, executor_wanted, threads, colour_slot, created_at, parent_run: parent }, sample.project_id)
  return id
}
