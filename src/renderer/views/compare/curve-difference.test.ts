import { expect, test } from 'vitest'
import { curveDifference } from './curve-difference.ts'

const series = (...points: readonly (readonly [number, number])[]) => ({ steps: Uint32Array.from(points, ([step]) => step), values: Float64Array.from(points, ([, value]) => value) })
const points = ({ series: { steps, values } }: ReturnType<typeof curveDifference>) => Array.from(steps, (step, i) => [step, values[i]])

const base = series([0, 1], [1, 2], [2, 4], [4, 8], [8, 16])
const run = series([1, 5], [3, 7], [4, 7], [16, 1])

test('at common steps only what both logged is there', () => {
  const found = curveDifference(run, base, 'common')
  expect(points(found)).toEqual([[1, 3], [4, -1]])
  expect(found.of).toBe(3) // 1, 3 and 4; 16 is beyond the end of the baseline
})
test('with step-hold each keeps its last logged value, and nothing is made between or beyond', () => {
  expect(points(curveDifference(run, base, 'hold'))).toEqual([[1, 3], [2, 1], [3, 3], [4, -1], [8, -9]])
})
test('a run less itself is 0 at every step it logged', () => {
  expect(points(curveDifference(base, base, 'common')).every(([, value]) => value === 0)).toBe(true)
  expect(curveDifference(base, base, 'hold').series.steps).toEqual(base.steps)
})
test('what is not a number has no difference, and runs without a common time have none', () => {
  expect(points(curveDifference(series([1, Number.NaN]), series([1, 1]), 'common'))[0]?.[1]).toBeNaN()
  expect(points(curveDifference(series([5, 1]), series([1, 1]), 'hold'))).toEqual([])
  expect(points(curveDifference(series(), base, 'hold'))).toEqual([])
})
