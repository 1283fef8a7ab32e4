import { expect, test } from 'vitest'
import { endLabels } from './step-chart.ts'

const placed = (ends: readonly number[]): readonly (readonly [number, number])[] => endLabels(ends.map((end) => ({ end })), 100).map(({ end, py }) => [end, py])

test('names stand at their ends where there is room', () => {
  expect(placed([60, 10])).toEqual([[10, 14], [60, 64]])
})
test('names that would touch stand below each other, and never below the plot', () => {
  expect(placed([40, 41])).toEqual([[40, 44], [41, 57]])
  expect(placed([98, 99, 100])).toEqual([[98, 78], [99, 91], [100, 104]])
})
test('a name that would stand far from its end is left out', () => {
  expect(placed([100, 100, 100, 100, 100]).map(([, py]) => py)).toEqual([78, 91, 104])
})
