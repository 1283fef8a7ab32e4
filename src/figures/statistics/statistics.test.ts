import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { bootstrapInterval } from './bootstrap.ts'
import { centreOf, quantile } from './centre.ts'
import { deviation, intervalOf } from './interval.ts'
import { incompleteBeta, studentQuantile } from './student-t.ts'
import type { BandKind, Centre } from '../spec-series.ts'

interface Golden {
  readonly groups: Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>
  readonly quantiles: readonly (readonly [number, number, number])[]
  readonly bootstrap: Readonly<Record<string, readonly [number, number]>>
}

/** By SciPy: golden/make.py. */
const golden = JSON.parse(readFileSync(new URL('golden/statistics.json', import.meta.url), 'utf8')) as Golden

/** Relative to the size of the numbers themselves. */
function near(found: number, expected: number, scale = Math.abs(expected), tolerance = 1e-9): void {
  expect(Math.abs(found - expected), `${found} beside ${expected}`).toBeLessThanOrEqual(tolerance * Math.max(scale, 1e-12))
}

describe('quantiles of Student’s distribution', () => {
  test('equal SciPy’s to 1e-9', () => {
    for (const [p, freedom, t] of golden.quantiles) near(studentQuantile(p, freedom), t)
  })
  test('equal the closed forms of one and two degrees of freedom', () => {
    for (const p of [0.6, 0.9, 0.975, 0.9999]) {
      near(studentQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)))
      near(studentQuantile(p, 2), (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p))))
      expect(studentQuantile(1 - p, 7)).toBeCloseTo(-studentQuantile(p, 7), 12)
    }
    expect(studentQuantile(0.5, 3)).toBe(0)
  })
  test('the incomplete beta function has its simple cases', () => {
    for (const x of [0, 0.1, 0.5, 0.93, 1]) {
      near(incompleteBeta(x, 1, 1), x, 1)
      near(incompleteBeta(x, 3, 1), x ** 3, 1)
      near(incompleteBeta(x, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1)
    }
  })
})

describe('centres and bands equal SciPy’s', () => {
  const rows: readonly (readonly [key: string, centre: Centre, band: BandKind, level: number])[] = [
    ['t95', 'mean', 't', 0.95],
    ['t99', 'mean', 't', 0.99],
    ['quantiles50', 'median', 'quantiles', 0.5],
    ['quantiles90', 'mean', 'quantiles', 0.9],
    ['range', 'mean', 'range', 0.95],
    ['trimmedT95', 'trimmed', 't', 0.95],
    ['geometricT95', 'geometric', 't', 0.95],
  ]
  for (const [name, group] of Object.entries(golden.groups)) {
    const values = Float64Array.from(group['values'] as readonly number[])
    const size = Math.max(...values.map(Math.abs))
    test(`of ${name}`, () => {
      for (const centre of ['mean', 'median', 'trimmed', 'geometric'] as const) {
        const expected = group[centre]
        if (typeof expected === 'number') near(centreOf(values.toSorted(), centre), expected, size)
      }
      near(deviation(values), group['sd'] as number, size)
      for (const [key, centre, band, level] of rows) {
        const expected = group[key] as readonly [number, number] | undefined
        if (expected === undefined) continue
        const found = intervalOf(values, centre, band, level)
        near(found?.[0] ?? NaN, expected[0], size)
        near(found?.[1] ?? NaN, expected[1], size)
      }
      const [low = NaN, high = NaN] = intervalOf(values, 'mean', 'se', 0.95) ?? []
      near((high - low) / 2, group['se'] as number, size)
      const trimmed = group['trimmedSe']
      if (typeof trimmed === 'number') {
        const [from = NaN, to = NaN] = intervalOf(values, 'trimmed', 'se', 0.95) ?? []
        near((to - from) / 2, trimmed, size)
      }
    })
  }
  test('one value has no band', () => {
    for (const band of ['sd', 'se', 't', 'bootstrap', 'quantiles', 'range'] as const) expect(intervalOf(Float64Array.of(3), 'mean', band, 0.95)).toBeNull()
  })
  test('a band of logarithms stays above 0, one of values need not', () => {
    const losses = Float64Array.of(1e-6, 1e-3, 0.4)
    expect(intervalOf(losses, 'mean', 't', 0.95)?.[0]).toBeLessThan(0)
    expect(intervalOf(losses, 'geometric', 't', 0.95)?.[0]).toBeGreaterThan(0)
  })
})

describe('bootstrap intervals', () => {
  test('agree with SciPy’s of other random numbers as far as resampling does', () => {
    for (const [name, [low, high]] of Object.entries(golden.bootstrap)) {
      const values = Float64Array.from(golden.groups[name]?.['values'] as readonly number[])
      const found = bootstrapInterval(values, 'mean', 0.95)
      const error = deviation(values) / Math.sqrt(values.length)
      expect(Math.abs(found[0] - low)).toBeLessThan(0.12 * error)
      expect(Math.abs(found[1] - high)).toBeLessThan(0.12 * error)
    }
  })
  test('are the same again, and lie within the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 9 }), (list) => {
        const values = Float64Array.from(list)
        const found = bootstrapInterval(values, 'median', 0.9)
        expect(bootstrapInterval(values, 'median', 0.9)).toEqual(found)
        expect(found[0]).toBeGreaterThanOrEqual(Math.min(...list))
        expect(found[1]).toBeLessThanOrEqual(Math.max(...list))
      }),
      { numRuns: 20 },
    )
  })
})

test('quantiles of one value are that value, and of two lie between them', () => {
  expect(quantile([7], 0.3)).toBe(7)
  expect(quantile([1, 3], 0.5)).toBe(2)
  expect(quantile([], 0.5)).toBeNaN()
})
