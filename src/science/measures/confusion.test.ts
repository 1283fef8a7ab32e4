import { describe, expect, test } from 'vitest'
import type { MeasureInput } from '../types.ts'
import { confusion } from './confusion.ts'
import { measured } from './testing/measured.ts'
import { tensor, withOutputs } from './testing/with-outputs.ts'

const p = 5
/** Always says 3, the surer the larger a is. */
const says3 = withOutputs(measured({ kind: 'modular_table', modulus: p }, {}), tensor(p * p, p, (row, c) => (c === 3 ? 1 + Math.floor(row / p) : 0)))

describe('confusions', () => {
  test('count every example once, on its side of the split', async () => {
    const arrays = await confusion.arrays!(says3)
    for (const [side, rows] of [['train', says3.split.train], ['test', says3.split.test]] as const) {
      const { data } = arrays[`confusion.${side}`]!
      expect(Array.from(data).reduce((sum, n) => sum + n, 0)).toBe(rows.length)
      for (let y = 0; y < p; y++) for (let c = 0; c < p; c++) if (c !== 3) expect(data[y * p + c]).toBe(0)
    }
    const wrong = (rows: Int32Array): number => rows.filter((row) => (Math.floor(row / p) + (row % p)) % p !== 3).length
    expect(await confusion.compute(says3)).toEqual({ test_errors: wrong(says3.split.test), train_errors: wrong(says3.split.train) })
  })

  test('the worst examples are test examples with the largest loss, with what the network read', async () => {
    const arrays = await confusion.arrays!(says3, { worst: 4 })
    const rows = Array.from(arrays['worst.row']!.data)
    expect(rows).toHaveLength(4)
    expect(rows.every((row) => says3.split.test.includes(row))).toBe(true)
    const losses = Array.from(arrays['worst.loss']!.data)
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
    expect(losses[0]).toBeCloseTo(((1 + Math.floor(rows[0]! / p)) ** 2 + 1) / p, 12)
    expect(Array.from(arrays['worst.inputs']!.data.subarray(0, 2))).toEqual([Math.floor(rows[0]! / p), rows[0]! % p])
    expect(arrays['worst.answer']!.data.every((c) => c === 3)).toBe(true)
  })

  test('numbers have none', () => {
    const numbers: MeasureInput = measured({ kind: 'polynomial_regression', inputs: 3, rows: 10 }, {})
    expect(confusion.lacks(numbers)).toMatch(/answers of this task are numbers/)
  })
})
