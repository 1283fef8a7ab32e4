import { expect, test } from 'vitest'
import { spreadOf } from './crossing-statistics.ts'

test('mean and sample deviation of the five seeds of the reference run', () => {
  const spread = spreadOf([818, 843, 725, 843, 843]) // Python's statistics: mean 814.4, stdev 51.1351
  expect(spread?.mean).toBeCloseTo(814.4, 10)
  expect(spread?.deviation).toBeCloseTo(51.13511513627402, 10)
})
test('runs that never crossed are counted, not averaged', () => {
  expect(spreadOf([100, null, 300, null])).toEqual({ n: 2, censored: 2, mean: 200, least: 100, most: 300, deviation: Math.sqrt(20000) })
})
test('one run has no deviation, and no run no mean', () => {
  expect(spreadOf([100])?.deviation).toBeNull()
  expect(spreadOf([null])).toBeNull()
})
