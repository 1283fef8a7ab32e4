import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { decodeSafetensors, encodeSafetensors } from '../../../shared/safetensors.ts'
import { bundledFiles } from '../../../shared/schema/files.ts'
import { RunConfig, type RunConfigInput } from '../../../shared/schema/run-config.ts'
import { resourcesFolder } from '../paths.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { testLab } from '../testing/labs.ts'
import { tinyConfig } from '../testing/sample-runs.ts'
import { gatherer } from './gather.ts'

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 })

const text = (content: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(content))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const config = (changes: Partial<RunConfigInput>): RunConfig => RunConfig.parse({ ...tinyConfig, ...changes })

describe('files of the user', () => {
  test('are stored by their hash once, and those that cannot be read are not written', async () => {
    const { client, store } = await testLab(onTestFinished)
    const split = text('{"train": [0, 1, 2]}')
    const added = await client.call('files.add', { kind: 'split', bytes: split })
    expect(added).toEqual({ sha256: sha256(split), size: split.length })
    expect(await client.call('files.add', { kind: 'split', bytes: split })).toEqual(added)

    const gap = text('x,y\n1,2\n3,\n')
    await expect(client.call('files.add', { kind: 'table', bytes: gap })).rejects.toThrow(/line 3 has nothing in column 2/)
    await expect(client.call('files.add', { kind: 'weights', bytes: split })).rejects.toThrow(/not a safetensors file/)
    await expect(client.call('files.add', { kind: 'idx', bytes: split })).rejects.toThrow(/not an IDX file/)
    await expect(client.call('files.add', { kind: 'split', bytes: new Uint8Array() })).rejects.toThrow(/empty/)
    expect(existsSync(join(store, 'blobs', sha256(gap).slice(0, 2), `${sha256(gap)}.zst`))).toBe(false)
  })

  test('a run starts from weights of another, with its split, and is measured', async () => {
    const lab = await testLab(onTestFinished)
    const first = await lab.create({ steps: 5 })
    await lab.atRest(first)
    const { bytes } = await lab.client.call('runs.weightsFile', { id: first, step: 5 })
    const weights = await lab.client.call('files.add', { kind: 'weights', bytes: new Uint8Array(bytes) })
    const split = await lab.client.call('files.add', { kind: 'split', bytes: text(JSON.stringify({ train: [1, 3, 5, 7, 9, 11], test: [0, 2, 4] })) })

    const set = [['model.init.file', weights.sha256], ['split.file', split.sha256]] as const
    const second = (await lab.client.call('runs.create', { config: JSON.parse(JSON.stringify(tinyConfig)), steps: 3, set: [...set] })).id
    await lab.atRest(second)
    const { run } = await lab.client.call('runs.get', { id: second })
    expect(run.config.model.init).toEqual({ kind: 'file', file: weights.sha256 })
    expect(run.config.split).toMatchObject({ file: split.sha256 })
    const start = await lab.client.call('runs.weightsFile', { id: second, step: 0 })
    expect(decodeSafetensors(start.bytes)).toEqual(decodeSafetensors(bytes))
    const measured = lab.client.stream('runs.measure', { id: second, measure: 'weight_norm', step: 3 })
    for await (const _share of measured);
    expect((await measured.end).values).not.toEqual({})
  })

  test('that do not fit are refused before anything is written', async () => {
    const { client } = await testLab(onTestFinished)
    const add = async (kind: 'weights' | 'split', bytes: Uint8Array<ArrayBuffer>): Promise<string> => (await client.call('files.add', { kind, bytes })).sha256
    const create = (set: readonly (readonly [string, string | number])[]) => client.call('runs.create', { config: JSON.parse(JSON.stringify(tinyConfig)), set: [...set] })

    const small = await add('weights', encodeSafetensors({ 'layers.0.weight': { shape: [2, 2], dtype: 'f32', data: new Float32Array(4) } }) as Uint8Array<ArrayBuffer>)
    await expect(create([['model.init.file', small]])).rejects.toThrow(/file of weights does not fit.*layers.0.weight/)
    await expect(create([['split.file', await add('split', text('{"train": [100000]}'))]])).rejects.toThrow(/names row 100000/)
    await expect(create([['split.file', 'a'.repeat(64)]])).rejects.toThrow(/has no file aaaa.*by its path/)
    await expect(create([['split.file', 'rows.json']])).rejects.toThrow(/split.file is "rows.json"; it must be the SHA-256/)
    await expect(create([['split.train_count', 1e6]])).rejects.toThrow(/leaves none to test on/)
    await expect(create([['task.operator', 'divide'], ['task.modulus', 8]])).rejects.toThrow(/needs a prime modulus/)
    await expect(create([['split.which', 'first'], ['split.file', small]])).rejects.toThrow(/split.which does not go with split.file.*Nothing was saved/)
    expect(await client.call('runs.list', {})).toEqual([])
  })
})

describe('what a configuration needs', () => {
  const none = { has: () => false, read: () => Promise.reject(new Error('asked for a file')) }

  test('is gathered from the data that the lab brings along', async () => {
    const found = await gatherer(resourcesFolder(), none)(config({ task: { kind: 'images', data: 'digits' }, model: { kind: 'mlp', input: 'features', hidden: [4] } }))
    expect(Object.entries(found).map(([name, { length }]) => [name, length])).toEqual([['digits-images', 16 + 1797 * 64], ['digits-labels', 8 + 1797]])
  })

  test('is nothing for most', async () => {
    expect(await gatherer(resourcesFolder(), none)(config({}))).toEqual({})
  })

  test('is all there in this installation, and missed with a sentence where it is not', async () => {
    for (const name of bundledFiles) expect(existsSync(join(resourcesFolder(), 'data', `${name}.idx.gz`))).toBe(true)
    const elsewhere = temporaryFolder(onTestFinished)
    writeFileSync(join(elsewhere, 'other'), '')
    await expect(gatherer(elsewhere, none)(config({ task: { kind: 'images' }, model: { kind: 'mlp', input: 'features', hidden: [4] } }))).rejects.toThrow(/not installed completely.*digits-(images|labels)/)
  })
})
