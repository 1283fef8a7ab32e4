import { expect, test } from 'vitest'
import { duration, number, percent } from './format.ts'

test('numbers have six significant digits and keep their names', () => {
  expect([0.1 + 0.2, 1 / 3, 1e-9 / 3, 1000, 1e21, Number.NaN, Infinity, -Infinity].map(number)).toEqual(['0.3', '0.333333', '3.33333e-10', '1000', '1e+21', 'NaN', 'Infinity', '-Infinity'])
})

test('a share below one is never shown as a hundred per cent', () => {
  expect(percent(1)).toBe('100.0 %')
  expect(percent(0.99999)).toBe('99.9 %')
  expect(percent(0.5)).toBe('50.0 %')
})

test('durations are said in at most two units', () => {
  expect([0.04, 9.96, 42.4, 99.4, 100, 200, 3599.9, 7500].map(duration)).toEqual(['0.0 s', '10.0 s', '42 s', '99 s', '1 min 40 s', '3 min 20 s', '1 h 0 min', '2 h 5 min'])
})
