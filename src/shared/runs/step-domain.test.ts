import { expect, test } from 'vitest'
import { stepDomainOf } from './step-domain.ts'

const series = (...steps: number[]) => ({ steps: Uint32Array.from(steps), values: new Float64Array(steps.length) })

test('the axis of a run reaches to its planned end, and further when it was trained further', () => {
  expect(stepDomainOf({}, 1000).last).toBe(1000)
  expect(stepDomainOf({ test_loss: series(1, 2000) }, 1000).last).toBe(2000)
  expect(stepDomainOf({}, 1).last).toBe(2)
})

test('step 0 has a slot only where it was logged', () => {
  expect(stepDomainOf({ test_loss: series(1, 2) }, 10).hasZero).toBe(false)
  expect(stepDomainOf({ test_loss: series(1, 2), weight_norm: series(0, 1) }, 10).hasZero).toBe(true)
})
