import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../testing/folders.ts'
import { insertSample, points, time } from '../testing/sample-runs.ts'
import { openStore } from '../store/store.ts'
import type { RunUpdate } from '../../../shared/contract.ts'
import { changes } from './changes.ts'
import type { Scheduler } from './scheduler.ts'
import { watchRun } from './watch.ts'

const idle: Scheduler = { expect: () => {}, fill: () => {}, training: () => null, close: async () => {} }

test('a watcher is told of the point it has that went, also when it went while nobody watched', async () => {
  const store = await openStore(temporaryFolder(onTestFinished), { now: time })
  onTestFinished(() => store.close())
  const id = insertSample(store)
  const loss = { loss: (s: number) => s }
  store.curves.append(id, points([0, 1, 2, 5], loss)) // 5 is where somebody stopped

  const told = changes()
  const seen: RunUpdate[] = []
  const send = (update: RunUpdate): Promise<void> => {
    seen.push(update)
    if (seen.length === 1) {
      store.transact(() => {
        store.curves.removePoint(id, 5)
        store.curves.append(id, points([8], loss))
      })
      told.tell(id)
    } else told.end()
    return Promise.resolve()
  }
  const watch = (afterStep: number, series: readonly string[] | null = null) => watchRun({ store, changes: told, scheduler: idle }, { id, afterStep, series }, { signal: new AbortController().signal, send })

  await watch(-1)
  expect(seen.map((u) => [[...u.points['loss']!.steps], u.removed])).toEqual([[[0, 1, 2, 5], []], [[8], [5]]])
  await watch(5)
  expect(seen.at(-1)).toMatchObject({ removed: [5] })
  await watch(2)
  expect(seen.at(-1)).toMatchObject({ removed: [] })
})

test('a watcher of some series is sent nothing of the others', async () => {
  const store = await openStore(temporaryFolder(onTestFinished), { now: time })
  onTestFinished(() => store.close())
  const id = insertSample(store)
  store.curves.append(id, points([0, 1], { loss: (s) => s, accuracy: (s) => 2 * s }))
  const told = changes()
  const seen: RunUpdate[] = []
  const send = (update: RunUpdate): Promise<void> => {
    seen.push(update)
    if (seen.length === 1) {
      store.curves.append(id, points([2], { loss: (s) => s, accuracy: (s) => 2 * s }))
      told.tell(id)
    } else told.end()
    return Promise.resolve()
  }
  await watchRun({ store, changes: told, scheduler: idle }, { id, afterStep: -1, series: ['accuracy'] }, { signal: new AbortController().signal, send })
  expect(seen.map(({ points: sent }) => Object.entries(sent).map(([name, { values }]) => [name, ...values]))).toEqual([[['accuracy', 0, 2]], [['accuracy', 4]]])
})
