import { expect, test } from 'vitest'
import { numberLine } from './number-line.ts'

const column = (...values: number[]) => ({ values: Float64Array.from(values), rows: values.length, columns: 1 })

test('evenly spaced numbers have every parallelogram: the midpoints of each sum are one point', () => {
  const line = numberLine(column(...Array.from({ length: 10 }, (_, i) => 3 - 0.2 * i)), null)
  expect([line.present, line.all]).toEqual([70, 70])
  for (const { middles } of line.sums) for (const { at } of middles) expect(at).toBeCloseTo(middles[0]!.at, 9)
  expect(line.at.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 9)
})

test('a symbol out of place takes away its own parallelograms only', () => {
  const line = numberLine(column(0, 1, 2, 7), null)
  const whole = line.sums.flatMap(({ middles }) => middles.filter(({ matches }) => matches > 0).map(({ pair }) => pair.join('+')))
  expect(whole).toEqual(['0+2', '1+1'])
  expect(line.present).toBe(1)
  expect(line.sums.map(({ all }) => all).reduce((a, b) => a + b, 0)).toBe(line.all)
})

test('an embedding of more dimensions lies along its first principal axis', () => {
  const plane = { values: Float64Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 1 : -2) * Math.floor(i / 2)), rows: 5, columns: 2 }
  const { at, present, all } = numberLine(plane, plane)
  const steps = at.subarray(1).map((x, i) => x - at[i]!)
  steps.forEach((step) => expect(step).toBeCloseTo(steps[0]!, 8))
  expect(present).toBe(all)
})
