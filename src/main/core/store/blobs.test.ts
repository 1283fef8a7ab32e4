import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { encodeSafetensors } from '../../../shared/safetensors.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { insertSample, time, weights } from '../testing/sample-runs.ts'
import { openStore, type Store } from './store.ts'

async function emptyStore(): Promise<Store> {
  const store = await openStore(temporaryFolder(onTestFinished), { now: time })
  onTestFinished(() => store.close())
  return store
}

const files = (store: Store): string[] => readdirSync(join(store.folder, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((f) => f.includes('.')).sort()

describe('checkpoints and their files', () => {
  test('weights come back exactly, and as the same file bytes', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    const staged = await store.checkpoints.stage({ step: 4, weights: weights(0.1), optimiser: weights(9) })
    store.transact(() => store.checkpoints.commit(id, staged))
    expect(await store.checkpoints.weights(id, 4)).toEqual({ step: 4, tensors: weights(0.1) })
    expect((await store.checkpoints.weightsFile(id, null)).bytes).toEqual(encodeSafetensors(weights(0.1)))
    expect(await store.checkpoints.newestState(id)).toEqual({ step: 4, weights: weights(0.1), optimiser: weights(9) })
  })

  test('equal weights are one file, named by their hash', async () => {
    const store = await emptyStore()
    const [a, b] = [insertSample(store), insertSample(store)]
    for (const id of [a, b]) {
      const staged = await store.checkpoints.stage({ step: 1, weights: weights(1), optimiser: null })
      store.transact(() => store.checkpoints.commit(id, staged))
    }
    expect(files(store)).toHaveLength(1)
    expect(files(store)[0]).toMatch(/^([0-9a-f]{2})[\\/]\1[0-9a-f]{62}\.zst$/)
  })

  test('a file that went missing is written again when its content comes again', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    for (const step of [1, 2]) {
      const staged = await store.checkpoints.stage({ step, weights: weights(1), optimiser: null })
      store.transact(() => store.checkpoints.commit(id, staged))
      if (step === 1) rmSync(join(store.folder, 'blobs', files(store)[0]!))
    }
    expect((await store.checkpoints.weights(id, 1)).tensors).toEqual(weights(1))
  })

  test('a file without its transaction is nothing: no row names it', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    await store.checkpoints.stage({ step: 1, weights: weights(1), optimiser: null })
    expect(store.checkpoints.list(id)).toEqual([])
  })

  test('what a killed owner was writing is removed at the next start', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    const staged = await store.checkpoints.stage({ step: 1, weights: weights(1), optimiser: null })
    store.transact(() => store.checkpoints.commit(id, staged))
    const [file] = files(store)
    writeFileSync(join(store.folder, 'blobs', `${file!.slice(0, 2)}/draft.part`), 'half')
    store.close()
    const again = await openStore(store.folder, { now: time })
    expect(files(again)).toEqual([file])
    expect(statSync(join(store.folder, 'blobs', file!)).mode & 0o077).toBe(0)
    again.close()
  })

  test.each([['cut', ''], ['changed', 'not zstd']])('a file that was %s is refused, and training goes on from the state before', async (_how, text) => {
    const store = await emptyStore()
    const id = insertSample(store)
    for (const step of [1, 2]) {
      const staged = await store.checkpoints.stage({ step, weights: weights(step), optimiser: weights(10 + step) })
      store.transact(() => store.checkpoints.commit(id, staged))
      if (step === 2) writeFileSync(join(store.folder, 'blobs', staged.weights.sha256.slice(0, 2), `${staged.weights.sha256}.zst`), text)
    }
    await expect(store.checkpoints.weights(id, 2)).rejects.toMatchObject({ code: 'store-corrupt' })
    expect((await store.checkpoints.newestState(id))?.step).toBe(1)
  })

  test('a checkpoint that comes again keeps its optimiser state, and may bring it later', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    for (const optimiser of [null, weights(5), null]) {
      const staged = await store.checkpoints.stage({ step: 3, weights: weights(1), optimiser })
      store.transact(() => store.checkpoints.commit(id, staged))
    }
    expect(store.checkpoints.list(id)).toEqual([{ step: 3, hasOptimiser: true, bytes: 2 * encodeSafetensors(weights(1)).length }])
    expect(store.checkpoints.newestResumable(id)).toBe(3)
  })

  test('a step without a checkpoint is refused and the nearest one named', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    await expect(store.checkpoints.weights(id, null)).rejects.toMatchObject({ code: 'no-checkpoint' })
    for (const step of [1, 8]) {
      const staged = await store.checkpoints.stage({ step, weights: weights(step), optimiser: null })
      store.transact(() => store.checkpoints.commit(id, staged))
    }
    await expect(store.checkpoints.weights(id, 7)).rejects.toThrow('The nearest one is at step 8.')
  })
})
