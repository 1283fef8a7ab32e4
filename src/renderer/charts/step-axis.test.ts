import { expect, test } from 'vitest'
import { stepAxis, stepTicks } from './step-axis.ts'

test('each decade takes the same width and the ends meet the plot', () => {
  const axis = stepAxis(1000, 112, 1112)
  expect(axis.x(1)).toBe(112)
  expect(axis.x(1000)).toBeCloseTo(1112, 9)
  expect(axis.x(100) - axis.x(10)).toBeCloseTo(axis.x(10) - axis.x(1), 9)
})

test('a pixel leads back to its step and a pixel outside to the end', () => {
  const axis = stepAxis(2000, 0, 900)
  expect(axis.stepAt(axis.x(887))).toBeCloseTo(887, 6)
  expect(axis.stepAt(-50)).toBe(1)
  expect(axis.stepAt(4000)).toBeCloseTo(2000, 6)
})

test('ticks stand at 1 to 9 of each decade and end with the run', () => {
  const ticks = stepTicks(250)
  expect(ticks.filter((t) => t.isDecade).map((t) => t.step)).toEqual([1, 10, 100])
  expect(ticks.at(-1)?.step).toBe(200)
})
