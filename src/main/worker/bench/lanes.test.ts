import { expect, test } from 'vitest'
import type { Session } from '../../../engine/executors/executor.ts'
import { advanceAll } from './lanes.ts'

/** Sessions that count, and how many of them were at work at the same time. */
function counting(n: number, end: 'done' | 'cancelled' | 'diverged' = 'done') {
  const seen = { made: Array.from({ length: n }, () => 0), working: 0, most: 0, furthestApart: 0 }
  const sessions = seen.made.map((_, i): Session => ({
    stepsDone: 0,
    async advance(steps) {
      seen.most = Math.max(seen.most, ++seen.working)
      await new Promise((resolve) => setImmediate(resolve))
      seen.working--
      seen.made[i]! += steps
      seen.furthestApart = Math.max(seen.furthestApart, Math.max(...seen.made) - Math.min(...seen.made))
      return { steps, end }
    },
    evaluate: async () => ({}),
    read: async () => ({}),
    dispose() {},
  }))
  return { sessions, seen }
}

const never = new AbortController().signal

test('every model makes every step, as many at a time as there are lanes, and none runs far ahead', async () => {
  const { sessions, seen } = counting(5)
  await advanceAll(sessions, 27, 2, never)
  expect(seen.made).toEqual([27, 27, 27, 27, 27])
  expect(seen.most).toBe(2)
  expect(seen.furthestApart).toBeLessThanOrEqual(20)
})

test('one model is one lane', async () => {
  const { sessions, seen } = counting(1)
  await advanceAll(sessions, 3, 4, never)
  expect([seen.made, seen.most]).toEqual([[3], 1])
})

test('a cancel or a divergence ends the measurement with a sentence', async () => {
  await expect(advanceAll(counting(2, 'cancelled').sessions, 3, 2, never)).rejects.toThrow('The measurement was cancelled.')
  await expect(advanceAll(counting(2, 'diverged').sessions, 3, 2, never)).rejects.toThrow('diverged, so its times would mean nothing')
})
