import { expect, test } from 'vitest'
import { FrameCache } from './frame-cache.ts'

const frame = (value: number) => ({ shape: [5, 5], dtype: 'f32' as const, data: new Float32Array(25).fill(value) })

test('frames come back by tensor and step', () => {
  const cache = new FrameCache(1000)
  cache.put('layers.0.weight', 1, frame(1))
  cache.put('layers.1.weight', 1, frame(2))
  expect(cache.get('layers.1.weight', 1)?.data[0]).toBe(2)
  expect(cache.get('layers.0.weight', 2)).toBeNull()
})

test('memory is bounded, and what was looked at last is kept', () => {
  const cache = new FrameCache(300)
  for (const step of [1, 2, 3]) cache.put('w', step, frame(step))
  cache.get('w', 1)
  cache.put('w', 4, frame(4))
  expect(cache.bytes).toBe(300)
  expect(cache.has('w', 1)).toBe(true)
  expect(cache.has('w', 2)).toBe(false)
})

test('a frame put twice counts once, and one larger than the limit is kept alone', () => {
  const cache = new FrameCache(50)
  cache.put('w', 1, frame(1))
  cache.put('w', 1, frame(2))
  expect(cache.bytes).toBe(100)
  expect(cache.get('w', 1)?.data[0]).toBe(2)
})
