import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logSpaced } from './log-spaced.ts'

test('few steps are all taken', () => {
  expect(logSpaced([0, 1, 5], 8)).toEqual([0, 1, 5])
  expect(logSpaced([], 8)).toEqual([])
})

test('of many, decades get their share', () => {
  const steps = Array.from({ length: 1001 }, (_, i) => i)
  const taken = logSpaced(steps, 10)
  expect(taken).toHaveLength(10)
  expect([taken[0], taken.at(-1)]).toEqual([0, 1000])
  expect(taken.filter((step) => step >= 10 && step <= 100).length).toBeGreaterThanOrEqual(2)
  expect(taken.filter((step) => step >= 100).length).toBeLessThanOrEqual(4)
})

test('the first and the last are always among them, in order, each once, and as many as were asked for', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(100_000), { minLength: 1, maxLength: 200 }), fc.integer({ min: 2, max: 20 }), (given, count) => {
      const steps = given.toSorted((a, b) => a - b)
      const taken = logSpaced(steps, count)
      expect(taken[0]).toBe(steps[0])
      expect(taken.at(-1)).toBe(steps.at(-1))
      expect(taken).toEqual([...new Set(taken)].sort((a, b) => a - b))
      expect(taken.length).toBeLessThanOrEqual(Math.max(count, 2))
      expect(taken.every((step) => steps.includes(step))).toBe(true)
    }),
  )
})
