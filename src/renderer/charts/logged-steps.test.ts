import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastIndexUpTo, nearestIndex, nearestStep, stepAway } from './logged-steps.ts'

const steps = Uint32Array.of(0, 1, 2, 3, 10, 100, 106, 1000)

describe('the nearest logged step', () => {
  test('is measured along the log axis, not the linear one', () => {
    expect(nearestStep([10, 1000], 200)).toBe(1000)
    expect(nearestStep([10, 1000], 99)).toBe(10)
  })

  test('is the step itself when it was logged', () => {
    for (const step of steps) expect(nearestStep(steps, step)).toBe(step)
  })

  test('stays within the run at both ends and is null without points', () => {
    expect(nearestStep(steps, 5000)).toBe(1000)
    expect(nearestStep([5, 7], 1)).toBe(5)
    expect(nearestStep([], 3)).toBeNull()
    expect(nearestIndex([], 3)).toBe(-1)
  })

  test('no other logged step is nearer', () => {
    const ascending = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 }).map((xs) => xs.sort((a, b) => a - b))
    fc.assert(
      fc.property(ascending, fc.integer({ min: 1, max: 1_000_000 }), (logged, step) => {
        const found = nearestStep(logged, step) ?? Number.NaN
        const best = Math.min(...logged.map((s) => Math.abs(Math.log(s) - Math.log(step))))
        expect(Math.abs(Math.log(found) - Math.log(step))).toBeCloseTo(best, 12)
      }),
    )
  })
})

describe('moving by logged steps', () => {
  test('goes to the neighbours and ten further with a larger stride', () => {
    expect(stepAway(steps, 10, 1)).toBe(100)
    expect(stepAway(steps, 10, -1)).toBe(3)
    expect(stepAway(steps, 1, 10)).toBe(1000)
  })

  test('from between two steps the first move lands on the neighbour in its direction', () => {
    expect(stepAway(steps, 50, 1)).toBe(100)
    expect(stepAway(steps, 50, -1)).toBe(10)
  })

  test('stops at the ends', () => {
    expect(stepAway(steps, 1000, 1)).toBe(1000)
    expect(stepAway(steps, 0, -1)).toBe(0)
    expect(stepAway([], 4, 1)).toBeNull()
  })
})

test('the last step up to a bound leaves out what came later', () => {
  expect(lastIndexUpTo(steps, 105)).toBe(5)
  expect(lastIndexUpTo(steps, 106)).toBe(6)
  expect(lastIndexUpTo([5, 6], 4)).toBe(-1)
})
