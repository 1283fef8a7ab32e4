import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Curves } from '../../../shared/schema/run.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { insertSample, points, time } from '../testing/sample-runs.ts'
import { openStore, type Store } from './store.ts'

async function emptyStore(): Promise<Store> {
  const folder = temporaryFolder(onTestFinished)
  const store = await openStore(folder, { now: time })
  onTestFinished(() => store.close())
  return store
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
const flat = (curves: Curves) => Object.fromEntries(Object.entries(curves).map(([name, s]) => [name, [[...s.steps], [...s.values]]]))

describe('stored curves', () => {
  test('are the points that were appended, whatever the pieces they came in', async () => {
    const store = await emptyStore()
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 6 }), fc.func(fc.double()), (lengths, value) => {
        const id = insertSample(store)
        let at = 0
        for (const length of lengths) {
          store.transact(() => store.curves.append(id, points(range(at, at + length), { loss: value })))
          at += length
        }
        const { steps, values } = store.curves.read(id)['loss'] ?? { steps: new Uint32Array(), values: new Float64Array() }
        expect([...steps]).toEqual(range(0, at))
        expect([...values]).toEqual(range(0, at).map((s) => value(s)))
      }),
      { numRuns: 15 },
    )
  })

  test('keep NaN and infinities as results', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    const odd = [NaN, Infinity, -Infinity, -0]
    store.curves.append(id, points([0, 1, 2, 3], { loss: (s) => odd[s]! }))
    expect([...store.curves.read(id)['loss']!.values]).toEqual(odd)
  })

  test('do not take a point twice: what comes again is already there', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    store.curves.append(id, points([0, 1, 2], { loss: () => 1 }))
    store.curves.append(id, points([1, 2, 3], { loss: () => 2, other: () => 3 }))
    expect(flat(store.curves.read(id))).toEqual({ loss: [[0, 1, 2, 3], [1, 1, 1, 2]], other: [[1, 2, 3], [3, 3, 3]] })
  })

  test('are read from a step on and by name', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    store.curves.append(id, points(range(0, 10_000), { loss: (s) => s, accuracy: (s) => -s }))
    expect(flat(store.curves.read(id, { series: ['loss'], after: 9_997 }))).toEqual({ loss: [[9_998, 9_999], [9_998, 9_999]] })
    expect(store.curves.names(id)).toEqual(['accuracy', 'loss'])
    expect(store.curves.lastStep(id)).toBe(9_999)
    expect(store.curves.read(id, { after: 9_999 })).toEqual({})
  })

  test('lose one point of every series where it is removed, wherever it lies', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    store.curves.append(id, points(range(0, 9_000), { loss: (s) => s, accuracy: (s) => s }))
    for (const step of [0, 4095, 4096, 8_999]) store.transact(() => store.curves.removePoint(id, step))
    const left = range(0, 9_000).filter((s) => ![0, 4095, 4096, 8_999].includes(s))
    expect([...store.curves.read(id)['loss']!.steps]).toEqual(left)
    expect([...store.curves.read(id)['accuracy']!.values]).toEqual(left)
    store.curves.append(id, points([8_999, 9_000], { loss: (s) => s }))
    expect([...store.curves.read(id)['loss']!.steps.slice(-3)]).toEqual([8_998, 8_999, 9_000])
  })

  test('vanish with a transaction that fails', async () => {
    const store = await emptyStore()
    const id = insertSample(store)
    expect(() =>
      store.transact(() => {
        store.curves.append(id, points([0], { loss: () => 1 }))
        throw new Error('power cut')
      }),
    ).toThrow('power cut')
    expect(store.curves.read(id)).toEqual({})
  })
})
