import { expect, test } from 'vitest'
import { linePath } from './line-path.ts'

const same = (v: number) => v

test('a line goes through every stored point in order', () => {
  expect(linePath([1, 2, 3], [4, 5, 6], same, same)).toBe('M1.0 4.0L2.0 5.0L3.0 6.0')
})

test('what is not finite leaves a gap instead of a bridge', () => {
  expect(linePath([1, 2, 3, 4], [4, Number.NaN, 6, 7], same, same)).toBe('M1.0 4.0M3.0 6.0L4.0 7.0')
  expect(linePath([1, 2], [0, 10], same, Math.log10)).toBe('M2.0 1.0')
})
