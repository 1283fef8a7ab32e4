import { expect, onTestFinished, test, vi } from 'vitest'
import { openStore } from '../store/store.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { insertSample, points, time } from '../testing/sample-runs.ts'
import { runSketches } from './sketches.ts'

test('a long curve comes as a few hundred columns, is read once, and again when it has grown', async () => {
  const store = await openStore(temporaryFolder(onTestFinished), { now: time })
  onTestFinished(() => store.close())
  const [long, empty] = [insertSample(store), insertSample(store)]
  const steps = Array.from({ length: 20_000 }, (_, i) => i)
  store.curves.append(long, points(steps, { test_accuracy: (s) => (s === 15_001 ? 1 : 0.5), loss: () => 1 }))
  const read = vi.spyOn(store.curves, 'curve')
  const sketches = runSketches(store)
  const first = sketches.of([long, empty], ['train_accuracy', 'test_accuracy'])

  expect([...first].map(([id, curves]) => [id, Object.keys(curves)])).toEqual([[long, ['test_accuracy']], [empty, []]])
  const { steps: kept, values } = first.get(long)!['test_accuracy']!
  expect(kept.length).toBeLessThan(2_500)
  expect([kept[0], kept.at(-1), values.includes(1)]).toEqual([0, 19_999, true]) // the spike of one step

  expect(sketches.of([long], ['test_accuracy']).get(long)).toEqual(first.get(long))
  expect(read).toHaveBeenCalledTimes(1)
  store.curves.append(long, points([20_000], { test_accuracy: () => 0.7 }))
  expect(sketches.of([long], ['test_accuracy']).get(long)!['test_accuracy']!.values.at(-1)).toBe(0.7)
  expect(read).toHaveBeenCalledTimes(2)
})
