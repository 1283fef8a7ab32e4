import { expect, test } from 'vitest'
import { stepScale } from '../../figures/axes.ts'
import { stepEdges, stepHeat } from './step-heat.ts'

test('steps meet half way along the log axis, and step 0 has its slot', () => {
  const scale = stepScale('log', [1, 100], [0, 228], true)
  const edges = stepEdges([0, 1, 10, 100], scale, 100)
  expect(edges[0]).toEqual([0, 28])
  expect(edges[1]![1]).toBe(edges[2]![0])
  expect(edges[2]).toEqual([28 + 50, 28 + 150])
  expect(edges[3]![1]).toBe(228)
})

test('each step fills its px, at least one, and what was not measured is NaN', () => {
  expect(Array.from(stepHeat([[1, 2], [3, 4]], [[0, 2], [2, 2]], 2, 4))).toEqual([1, 1, 3, NaN, 2, 2, 4, NaN])
})
