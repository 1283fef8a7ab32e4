import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closest, editDistance } from './closest.ts'

test('the distance counts letters inserted, removed and replaced', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('', 'abc')).toBe(3)
  expect(editDistance('seed', 'sed')).toBe(1)
})

test('the distance is a metric', () => {
  const word = fc.string({ maxLength: 6 })
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b) === 0).toBe(a === b)
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c))
    }),
  )
})

test('only a word within two letters is suggested', () => {
  expect(closest('curve', ['runs', 'curves', 'weights'])).toBe('curves')
  expect(closest('frobnicate', ['runs', 'curves'])).toBeNull()
})
