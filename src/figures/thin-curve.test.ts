import { expect, test } from 'vitest'
import { thinCurve } from './thin-curve.ts'

test('a long curve keeps its ends, a spike of one step and a gap, in few points', () => {
  const n = 100_000
  const steps = Uint32Array.from({ length: n }, (_, i) => i)
  const values = Float64Array.from({ length: n }, (_, i) => (i === 70_001 ? 1 : i > 80_000 && i < 90_000 ? NaN : 0.5))
  const thin = thinCurve({ steps, values })
  expect(thin.steps.length).toBeLessThan(2_500)
  expect([thin.steps[0], thin.steps.at(-1)]).toEqual([0, n - 1])
  expect(thin.values.includes(1)).toBe(true)
  expect(thin.values.some(Number.isNaN)).toBe(true)
  expect([...thin.steps].every((step, i) => i === 0 || step >= (thin.steps[i - 1] ?? 0))).toBe(true)
})
test('a short one stays as it is', () => {
  const curve = { steps: Uint32Array.of(1, 5), values: Float64Array.of(0, 1) }
  expect(thinCurve(curve)).toEqual(curve)
})
