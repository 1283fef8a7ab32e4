import { expect, test } from 'vitest'
import { circleTable, powerTable } from './first-tables.ts'

test('the table of power has the share at the step, and the highest with its own step', () => {
  const early = { step: 1, shares: Float64Array.of(0.5, 0.5) }
  const late = { step: 100, shares: Float64Array.of(0.1, 0.9) }
  const table = powerTable([early, late], early, 'Fourier power')
  expect(table.caption).toContain('at step 1,')
  expect(table.rows).toEqual([
    ['1', '50.0 %', '50.0 %', '1'],
    ['2', '50.0 %', '90.0 %', '100'],
  ].map((row) => row.map((cell) => cell.replace(' %', '\u00A0%'))))
})

test('the table of a circle has two coordinates an input for each plane', () => {
  const plane = { label: 'cos, sin of 3', x: Float64Array.of(1, -1), y: Float64Array.of(0, 0.25) }
  const { columns, rows } = circleTable([plane], 5, 9)
  expect(columns).toEqual(['input', 'cos, sin of 3: x', 'cos, sin of 3: y'])
  expect(rows).toEqual([['0', '1.000', '0.000'], ['1', '−1.000', '0.250']])
})
