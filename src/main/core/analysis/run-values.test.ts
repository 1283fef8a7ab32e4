import { expect, onTestFinished, test, vi } from 'vitest'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Reducer } from '../../../shared/schema/table.ts'
import { openStore, type Store } from '../store/store.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { insertSample, points, time } from '../testing/sample-runs.ts'
import { runValues } from './run-values.ts'

async function storeOf(): Promise<Store> {
  const store = await openStore(temporaryFolder(onTestFinished), { now: time })
  onTestFinished(() => store.close())
  return store
}

const every: readonly Reducer[] = [
  { kind: 'first' }, { kind: 'last' }, { kind: 'min' }, { kind: 'max' },
  { kind: 'at_step', step: 4 }, { kind: 'at_event', event: 'test_acc_99' }, { kind: 'crossing', threshold: 6, direction: 'rising' },
]
const columns = every.map((reducer) => ({ series: 'loss', reducer }))
const stepsOf = (store: Store, ids: readonly RunId[], values = runValues(store)) => values.values(ids, columns).map(({ steps }) => [...steps])

test('each run has the stored point that the column asks for, and the step it is of; −1 where it has none', async () => {
  const store = await storeOf()
  const [long, short, empty] = [insertSample(store), insertSample(store), insertSample(store)]
  store.curves.append(long, points([0, 1, 2, 5, 9], { loss: (s) => (s === 1 ? -3 : s), other: () => 0 }))
  store.curves.append(short, points([0, 2], { loss: () => NaN }))
  store.runs.setEvents(long, [{ event: 'test_acc_99', step: 5, series: 'test_accuracy', threshold: 0.99 }])
  const table = runValues(store).values([long, short, empty], columns)
  expect(table.map(({ steps }) => [...steps])).toEqual([[0, 0, -1], [9, 2, -1], [1, 0, -1], [9, 0, -1], [5, -1, -1], [5, -1, -1], [9, -1, -1]])
  expect(table.map(({ values }) => values[0])).toEqual([0, 9, -3, 9, 5, 5, 9])
  expect(table[0]?.values[1]).toBeNaN() // measured so, at step 0
})

test('a run that trains on is read from where it was, and gives what reading it anew gives', async () => {
  const store = await storeOf()
  const id = insertSample(store)
  const values = runValues(store)
  const read = vi.spyOn(store.curves, 'curve')
  for (let step = 0; step < 12; step += 3) {
    store.curves.append(id, points([step, step + 1, step + 2], { loss: (s) => Math.sin(s) * s }))
    read.mockClear()
    const grown = stepsOf(store, [id], values)
    if (step > 0) expect(read.mock.calls[0]).toEqual([id, 'loss', step - 1])
    expect(grown).toEqual(stepsOf(store, [id]))
    read.mockClear()
    stepsOf(store, [id], values)
    expect(read).not.toHaveBeenCalled()
  }
})

test('where the point of a stop went and others came, nothing of it is left', async () => {
  const store = await storeOf()
  const id = insertSample(store)
  const values = runValues(store)
  store.curves.append(id, points([0, 1, 7], { loss: (s) => s }))
  expect(stepsOf(store, [id], values)[3]).toEqual([7])
  store.transact(() => {
    store.curves.removePoint(id, 7)
    store.curves.append(id, points([8], { loss: () => 3 }))
  })
  expect(stepsOf(store, [id], values)).toEqual(stepsOf(store, [id]))
  store.curves.append(id, points([9, 10], { loss: () => 3 }))
  expect(stepsOf(store, [id], values)).toEqual(stepsOf(store, [id]))
})

test('lists the series that each run has', async () => {
  const store = await storeOf()
  const [a, b, c] = [insertSample(store), insertSample(store), insertSample(store)]
  store.curves.append(a, points([0], { loss: () => 0, accuracy: () => 0 }))
  store.curves.append(b, points([0], { norm: () => 0, loss: () => 0 }))
  expect(runValues(store).series([b, a, c])).toEqual({ names: ['accuracy', 'loss', 'norm'], runs: [{ id: b, series: [1, 2] }, { id: a, series: [0, 1] }, { id: c, series: [] }] })
})
