import { expect, test } from 'vitest'
import { duration, moment } from './words.ts'

test('times are as exact as one plans with', () => {
  expect([0.02, 0.84, 6, 9.96, 36.4, 120, 240, 3600, 4320].map(duration)).toEqual(['< 0.1 s', '0.8 s', '6 s', '10 s', '36 s', '2 min', '4 min', '1 h', '1 h 12 min'])
})
test('a moment of today is a time, of this year a day, of another year a date', () => {
  const now = new Date(2026, 10, 23, 15, 0)
  expect(moment(new Date(2026, 10, 23, 14, 3).toISOString(), now)).toBe('14:03')
  expect(moment(new Date(2026, 10, 21, 14, 3).toISOString(), now)).toBe('21 Nov')
  expect(moment(new Date(2025, 10, 21, 14, 3).toISOString(), now)).toBe('21 Nov 2025')
})
