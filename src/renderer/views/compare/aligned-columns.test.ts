import { describe, expect, test } from 'vitest'
import { alignColumns, clippedCells, difference, mostMatched } from './aligned-columns.ts'

/** Cosines of frequencies and phases, [p, neurons]. */
function waves(p: number, neurons: readonly (readonly [number, number])[]) {
  const values = new Float64Array(p * neurons.length)
  for (let a = 0; a < p; a++) neurons.forEach(([k, phase], j) => (values[a * neurons.length + j] = Math.cos((2 * Math.PI * k * a) / p + phase)))
  return { values, rows: p, columns: neurons.length }
}
const base = waves(11, [[3, 0.2], [1, 1], [3, -1], [2, 0]])
const shuffled = waves(11, [[2, 0], [3, 0.2], [3, -1], [1, 1]])
const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs))

describe('the difference of two matrices', () => {
  test('of shuffled neurons is nothing once they are matched, and says how', () => {
    const aligned = alignColumns('matched', base, shuffled, true)
    expect(largest(difference(base, shuffled, aligned).values)).toBeLessThan(1e-12)
    expect(aligned.words).toContain('Hungarian')
    expect(largest(difference(base, shuffled, alignColumns('matched', base, shuffled, false)).values)).toBeLessThan(1e-12)
  })
  test('in frequency order compares neurons of one frequency and phase', () => {
    expect(largest(difference(base, shuffled, alignColumns('frequency', base, shuffled, true)).values)).toBeLessThan(1e-12)
  })
  test('as stored it is not small, and the reader is warned', () => {
    const aligned = alignColumns('stored', base, shuffled, true)
    expect(largest(difference(base, shuffled, aligned).values)).toBeGreaterThan(0.5)
    expect(aligned.words).toContain('permuted')
  })
  test('what has no frequencies, or too many columns, is compared as stored', () => {
    expect(alignColumns('frequency', base, shuffled, false)).toMatchObject({ base: null, other: null })
    const wide = { values: new Float64Array(mostMatched + 1), rows: 1, columns: mostMatched + 1 }
    expect(alignColumns('matched', wide, wide, false).words).toContain('not matched')
  })
})

test('cells beyond the limit are counted, NaN is not beyond', () => {
  expect(clippedCells({ values: Float64Array.of(0.5, -2, Infinity, Number.NaN), rows: 2, columns: 2 }, 1)).toBe(2)
})
