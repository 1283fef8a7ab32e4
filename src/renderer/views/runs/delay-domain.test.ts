import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { delayDomain } from './delay-domain.ts'

const run = (train: number | null, testStep: number | null) => ({ events: { train_acc_99: train, test_acc_99: testStep } }) as RunSummary

test('the strip goes from a round step below to a round step above', () => {
  expect(delayDomain([run(30, 1286), run(29, 1493)])).toEqual([20, 2000])
  expect(delayDomain([run(40, null), run(260, 3800)])).toEqual([20, 5000])
})
test('without an event there is still an axis', () => {
  expect(delayDomain([run(null, null)])).toEqual([1, 1000])
})
test('every event lies inside', () => {
  const step = fc.integer({ min: 1, max: 1e8 })
  fc.assert(fc.property(fc.array(fc.tuple(step, step), { minLength: 1 }), (pairs) => {
    const [low, high] = delayDomain(pairs.map(([a, b]) => run(a, b)))
    expect(low).toBeLessThan(high)
    for (const value of pairs.flat()) expect(value >= low && value <= high).toBe(true)
  }))
})
