import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { scheduledCheckpoints } from '../../../science/schedule.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import { openStore, type Store } from '../store/store.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { logicalContent } from '../testing/logical-content.ts'
import { insertSample, points, time, weights } from '../testing/sample-runs.ts'
import { moveStore, storageUse, thin } from './storage.ts'
import { thinned } from './thinned.ts'

const schedule = { steps: 2000, checkpoint: { ratio: 1.1 } }

async function storeOf(): Promise<Store> {
  const store = await openStore(temporaryFolder(onTestFinished), { now: time })
  onTestFinished(() => store.close())
  return store
}

/** With the checkpoints of its schedule, each with weights of its own. */
async function finishedRun(store: Store): Promise<RunId> {
  const id = insertSample(store, schedule)
  const { checkpoints, withOptimiser } = scheduledCheckpoints(schedule)
  const staged = await Promise.all(checkpoints.map((step) => store.checkpoints.stage({ step, weights: weights(step), optimiser: withOptimiser.has(step) || step === 301 ? weights(-1 - step) : null })))
  store.transact(() => {
    store.curves.append(id, points([0, 300, 2000], { loss: (s) => s }))
    for (const each of staged) store.checkpoints.commit(id, each)
    store.runs.setEvents(id, [{ event: 'test_acc_99', step: checkpoints[20] ?? 0, series: 'test_accuracy', threshold: 0.99 }])
    store.runs.progress(id, 2000, 1, time())
    store.states.end(id, { status: 'finished', step: 2000 }, time())
  })
  return id
}

describe('thinning', () => {
  test('keeps the first, the last, marks, every eighth and the newest state, and nothing else', () => {
    const saved = Array.from({ length: 20 }, (_, i) => ({ step: 10 * i + 5, hasOptimiser: i % 4 === 0 || i === 1 }))
    const rule = { everyEighth: new Set([85, 165]), marked: [58] }
    const { keeps, removes, losesOptimiser } = thinned(saved, rule)
    expect(keeps).toEqual([5, 55, 85, 165, 195])
    expect([...keeps, ...removes].sort((a, b) => a - b)).toEqual(saved.map(({ step }) => step))
    expect(losesOptimiser).toEqual([5])
    const left = saved.filter(({ step }) => keeps.includes(step)).map(({ step, hasOptimiser }) => ({ step, hasOptimiser: hasOptimiser && !losesOptimiser.includes(step) }))
    expect(thinned(left, rule)).toEqual({ keeps, removes: [], losesOptimiser: [] })
    expect(thinned([], rule)).toEqual({ keeps: [], removes: [], losesOptimiser: [] })
  })

  test('says before what it does after, frees those bytes, and leaves the rest readable', async () => {
    const store = await storeOf()
    const id = await finishedRun(store)
    store.marks.setBookmark(id, 300, 'rise')
    const before = await storageUse(store)
    const preview = await thin(store, [id], true)
    expect(before.runs).toMatchObject([{ id, thinning: preview.bytes, checkpoints: store.checkpoints.list(id).length }])
    const content = logicalContent(store.folder)
    await thin(store, [id], true)
    expect(logicalContent(store.folder)).toBe(content)

    const done = await thin(store, [id], false)
    expect(done).toEqual(preview)
    const [plan] = done.runs
    expect(store.checkpoints.list(id).map(({ step }) => step)).toEqual(plan?.keeps)
    expect(plan?.keeps).toEqual(expect.arrayContaining([0, 2000, scheduledCheckpoints(schedule).checkpoints[20]]))
    for (const step of plan?.keeps ?? []) expect((await store.checkpoints.weights(id, step)).tensors['layers.0.weight']?.data[0]).toBe(step)
    const after = await storageUse(store)
    expect(before.weights + before.optimiser - after.weights - after.optimiser).toBe(done.bytes)
    expect(readdirSync(join(store.folder, 'blobs'), { recursive: true }).filter((name) => String(name).endsWith('.zst'))).toHaveLength(store.storage.files().size)
    expect(store.curves.read(id)['loss']?.steps).toHaveLength(3)
    expect(await thin(store, [id], false)).toMatchObject({ bytes: 0, runs: [{ removes: [] }] })
  })

  test('keeps weights that another run has too, and the step from which one goes on', async () => {
    const store = await storeOf()
    const [a, b] = [await finishedRun(store), await finishedRun(store)]
    expect((await thin(store, [a], true)).bytes).toBe(0)
    const alone = (await thin(store, [a, b], false)).bytes
    expect(alone).toBeGreaterThan(0)
  })

  test('is refused while a run trains or waits to, for all that were named', async () => {
    const store = await storeOf()
    const [done, queued] = [await finishedRun(store), insertSample(store)]
    await expect(thin(store, [done, queued], false)).rejects.toThrow(/“sample” trains or waits to, so nothing was thinned/)
    expect(store.checkpoints.list(done)).toHaveLength(scheduledCheckpoints(schedule).checkpoints.length)
  })
})

describe('a store in another folder', () => {
  const quiet = async (): Promise<void> => {}

  test('is whole, opens by itself, and the old one is as it was', async () => {
    const store = await storeOf()
    const id = await finishedRun(store)
    const before = logicalContent(store.folder)
    const target = join(temporaryFolder(onTestFinished), 'new', 'place')
    const parts: string[] = []
    const moved = await moveStore(store, target, async ({ part }) => void parts.push(part), new AbortController().signal)
    expect(moved).toMatchObject({ folder: target, runs: 1, files: store.storage.files().size })
    expect(new Set(parts)).toEqual(new Set(['database', 'files', 'check']))
    expect(readdirSync(target).sort()).toEqual(['blobs', 'lab.db'])
    expect(logicalContent(store.folder)).toBe(before)
    expect(logicalContent(target)).toBe(before)
    expect(statSync(target).mode & 0o077).toBe(0)
    const copy = await openStore(target, { now: time })
    expect(copy.list()).toMatchObject([{ id, state: { status: 'finished', step: 2000 } }])
    for (const { step } of copy.checkpoints.list(id)) expect((await copy.checkpoints.weights(id, step)).step).toBe(step)
    copy.close()
  })

  test('is not made where something lies, in the store itself, or at no whole path', async () => {
    const store = await storeOf()
    const full = temporaryFolder(onTestFinished)
    writeFileSync(join(full, 'mine'), 'x')
    const signal = new AbortController().signal
    await expect(moveStore(store, full, quiet, signal)).rejects.toThrow(/is not empty\. Nothing was copied/)
    await expect(moveStore(store, join(full, 'mine'), quiet, signal)).rejects.toThrow(/cannot be used/)
    await expect(moveStore(store, join(store.folder, 'inside'), quiet, signal)).rejects.toThrow(/lies in the store itself/)
    await expect(moveStore(store, 'somewhere', quiet, signal)).rejects.toThrow(/is not a whole path/)
    expect(readdirSync(full)).toEqual(['mine'])
  })

  test('cancelled or failed leaves nothing behind', async () => {
    const store = await storeOf()
    const id = await finishedRun(store)
    const folder = temporaryFolder(onTestFinished)
    const stop = new AbortController()
    await expect(moveStore(store, join(folder, 'a', 'b'), async ({ part }) => void (part === 'files' && stop.abort()), stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(join(folder, 'a'))).toBe(false)

    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const { sha256 } = store.checkpoints.weightsBlob(id, 2000)
    rmSync(join(store.folder, 'blobs', sha256.slice(0, 2), `${sha256}.zst`))
    await expect(moveStore(store, empty, quiet, new AbortController().signal)).rejects.toThrow()
    expect(readdirSync(empty)).toEqual([])
  })

  test('is not made while a run trains or waits to', async () => {
    const store = await storeOf()
    insertSample(store)
    await expect(async () => moveStore(store, '/nowhere', quiet, new AbortController().signal)).rejects.toThrow(/so nothing was copied\. Stop it first\./)
  })
})
