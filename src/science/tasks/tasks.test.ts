import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { modularTable } from './modular-table.ts'
import { drawSplit } from './split.ts'

const table = (operator: 'add' | 'subtract' | 'multiply', modulus: number, ordered = true) =>
  modularTable.examples({ kind: 'modular_table', operator, modulus, ordered })

describe('modular table', () => {
  test('rows are in the order of (a, b), a slowest', () => {
    expect([...table('add', 3).inputs.values.data]).toEqual([0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2, 2, 0, 2, 1, 2, 2])
    expect([...table('add', 3, false).inputs.values.data]).toEqual([0, 0, 0, 1, 0, 2, 1, 1, 1, 2, 2, 2])
  })

  test('answers are a ∘ b mod p', () => {
    expect([...table('add', 3).answers.values.data]).toEqual([0, 1, 2, 1, 2, 0, 2, 0, 1])
    expect([...table('subtract', 3).answers.values.data]).toEqual([0, 2, 1, 1, 0, 2, 2, 1, 0])
    expect([...table('multiply', 3).answers.values.data]).toEqual([0, 0, 0, 0, 1, 2, 0, 2, 1])
  })

  test('unordered tables hold p(p+1)/2 pairs: 2 278 for p = 67', () => {
    expect(table('add', 67, false).answers.values.shape).toEqual([2278])
  })
})

describe('split', () => {
  test('the share is rounded down: 1 392 of 3 481 and 480 of 961', () => {
    expect(drawSplit(3481, { train_fraction: 0.4, data_seed: 0 }).train.length).toBe(1392)
    expect(drawSplit(961, { train_fraction: 0.5, data_seed: 0 }).train.length).toBe(480)
  })

  test('every row is on one side only, both sides ascend', () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 500 }), fc.double({ min: 0.2, max: 0.99, noNaN: true }), fc.nat(), (rows, train_fraction, data_seed) => {
      const { train, test: rest } = drawSplit(rows, { train_fraction, data_seed })
      expect([...train, ...rest].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i))
      for (const side of [train, rest]) expect(side.every((row, i) => i === 0 || row > side[i - 1]!)).toBe(true)
      expect(rest.length).toBeGreaterThan(0)
    }))
  })

  test('another data seed trains on other rows', () => {
    const rows = (data_seed: number): string => drawSplit(961, { train_fraction: 0.5, data_seed }).train.join()
    expect(rows(0)).toBe(rows(0))
    expect(rows(0)).not.toBe(rows(1))
  })

  test('a share that leaves nothing to train on is refused with what to choose', () => {
    expect(() => drawSplit(9, { train_fraction: 0.1, data_seed: 0 })).toThrow(/none of the 9 examples.*at least 0\.112/)
  })
})
