import { describe, expect, test } from 'vitest'
import { cellMarks } from './cell-marks.ts'

const picture = { values: Float64Array.of(1, NaN, 3, Infinity, -Infinity, 0), rows: 2, columns: 3 }
const whole = { firstRow: 0, rows: 2, firstPlace: 0, places: 3 }

describe('marks over cells', () => {
  test('NaN is a cross and infinity of either sign a bar, where their columns are drawn', () => {
    expect(cellMarks(picture, whole, null, null)).toEqual([
      { kind: 'nan', row: 0, place: 1 },
      { kind: 'infinite', row: 1, place: 0 },
      { kind: 'infinite', row: 1, place: 1 },
    ])
    expect(cellMarks(picture, whole, Int32Array.of(2, 1, 0), null)[0]).toEqual({ kind: 'nan', row: 0, place: 1 })
    expect(cellMarks(picture, whole, Int32Array.of(1, 2, 0), null)[0]).toEqual({ kind: 'nan', row: 0, place: 0 })
  })

  test('a window has the marks of its own rows and places', () => {
    expect(cellMarks(picture, { firstRow: 1, rows: 1, firstPlace: 1, places: 2 }, Int32Array.of(1, 2), null)).toEqual([{ kind: 'infinite', row: 0, place: 0 }])
  })

  test('dots stand on numbers only', () => {
    expect(cellMarks(picture, whole, null, [1, 1, 0, 0, 0, 1]).filter(({ kind }) => kind === 'dot')).toEqual([
      { kind: 'dot', row: 0, place: 0 },
      { kind: 'dot', row: 1, place: 2 },
    ])
  })

  test('too many are left to their colour and their count', () => {
    const many = { values: new Float64Array(300 * 300).fill(NaN), rows: 300, columns: 300 }
    expect(cellMarks(many, { firstRow: 0, rows: 300, firstPlace: 0, places: 300 }, null, null)).toEqual([])
  })
})
