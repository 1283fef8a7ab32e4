import { expect, test } from 'vitest'
import { asText } from './measure.ts'

test('values are listed by name, tables by their shape', () => {
  const text = asText('predictions', 40, { right: 0.5, confidence: 1 / 3 }, { grid: { shape: [2, 3], dtype: 'f64', data: new Float64Array(6) } })
  expect(text).toBe('predictions at step 40\nright       0.5\nconfidence  0.333333\ngrid        a table of 2 × 3 (--json prints it)\n')
})

test('a measure without a value says so', () => {
  expect(asText('frequency_power', 0, {}, {})).toBe('frequency_power is not defined on the weights of step 0.\n')
})
