import { expect, test } from 'vitest'
import { readoutRows, storedValue } from './readout.ts'

const curves = { test_accuracy: { steps: Uint32Array.of(1, 100, 1000), values: Float64Array.of(0.001, 0.02, 0.847) } }
const row = readoutRows.find(({ series }) => series === 'test_accuracy')!

test('a readout shows the stored value nearest on the log axis, never one between two', () => {
  expect(storedValue(curves, row, 999)).toBe('84.7\u00A0%')
  expect(storedValue(curves, row, 300)).toBe('2.0\u00A0%')
})

test('what was not logged is empty, not zero', () => {
  expect(storedValue({}, row, 5)).toBe('')
  expect(storedValue(curves, row, null)).toBe('')
})

test('the weight norm of a run that diverged is a power of ten, which fits where a number of 21 digits would be cut off', () => {
  const norm = readoutRows.find(({ series }) => series === 'weight_norm')!
  expect(norm.write(2.7e20)).toBe('2.70·10²⁰')
  expect(norm.write(100_000)).toBe('1.00·10⁵')
  expect(norm.write(41.26)).toBe('41.3')
  expect(norm.write(Infinity)).toBe('∞')
})
