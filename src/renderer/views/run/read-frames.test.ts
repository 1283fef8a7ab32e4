import { expect, test } from 'vitest'
import type { HostTensor } from '../../../shared/tensors.ts'
import { FrameCache } from './frame-cache.ts'
import { readFrames } from './read-frames.ts'

const frame = (): HostTensor => ({ shape: [2, 2], dtype: 'f32', data: new Float32Array(4) })
const steps = [0, 1, 2, 4, 8, 16]

async function read(limitBytes: number, wantedAfter: (heard: readonly number[]) => number | null) {
  const cache = new FrameCache(limitBytes)
  const heard: number[] = []
  const asked: (readonly number[])[] = []
  await readFrames(
    't',
    cache,
    limitBytes,
    {
      async *frames(order) {
        asked.push(order)
        for (const step of order) yield await Promise.resolve({ step, value: frame() })
      },
      steps: () => steps,
      wanted: () => wantedAfter(heard),
      heard: (step) => void heard.push(step),
    },
    new AbortController().signal,
  )
  return { heard, asked, cache }
}

test('every frame is read once, the wanted one first', async () => {
  const { heard, asked } = await read(1e6, () => 2)
  expect(heard).toEqual([2, 16, 1, 4, 0, 8])
  expect(asked).toHaveLength(1)
})

test('where the playhead goes to a frame that is not read, that comes next', async () => {
  const { heard, asked } = await read(1e6, (seen) => (seen.length < 2 ? 2 : 0))
  expect(heard.slice(0, 3)).toEqual([2, 16, 0])
  expect(new Set(heard).size).toBe(steps.length)
  expect(asked).toHaveLength(2)
})

test('a playhead that never rests still gets every frame', async () => {
  const { heard } = await read(1e6, (seen) => steps[(seen.length * 5) % steps.length] ?? null)
  expect(new Set(heard).size).toBe(steps.length)
})

test('where memory is full, only the wanted frame is read, and the oldest goes', async () => {
  let wanted = 16
  const { heard, cache } = await read(16 * 3, (seen) => {
    if (seen.length === 2) wanted = 0
    return wanted
  })
  expect(heard.slice(0, 2)).toEqual([16, 8])
  expect(heard.at(-1)).toBe(0)
  expect(heard.length).toBeLessThan(steps.length)
  expect(cache.bytes).toBeLessThanOrEqual(16 * 3)
})
