import { describe, expect, test } from 'vitest'
import { columnsOf, matrixWindow, offsetThatShows } from './matrix-window.ts'

const cell = { width: 2, height: 1 }

describe('the window on a matrix', () => {
  test('is the whole of it where it fits', () => {
    expect(matrixWindow({ rows: 30, places: 40 }, cell, { width: 90, height: 300 }, { row: 5, place: 5 })).toEqual({ firstRow: 0, rows: 30, firstPlace: 0, places: 40 })
  })

  test('holds as many cells as the box has room for, and never leaves the matrix', () => {
    const at = (row: number, place: number) => matrixWindow({ rows: 784, places: 200 }, cell, { width: 101, height: 300 }, { row, place })
    expect(at(100, 20)).toEqual({ firstRow: 100, rows: 300, firstPlace: 20, places: 50 })
    expect(at(-4, 1e6)).toEqual({ firstRow: 0, rows: 300, firstPlace: 150, places: 50 })
  })

  test('follows a cell that leaves it by as little as is needed', () => {
    const window = { firstRow: 100, rows: 300, firstPlace: 20, places: 50 }
    expect(offsetThatShows(window, { row: 200, place: 30 })).toEqual({ row: 100, place: 20 })
    expect(offsetThatShows(window, { row: 400, place: 19 })).toEqual({ row: 101, place: 19 })
  })

  test('takes the columns of its places from the order', () => {
    const order = Int32Array.of(3, 1, 0, 2)
    const window = { firstRow: 0, rows: 1, firstPlace: 1, places: 2 }
    expect(Array.from(columnsOf(window, order, 4) ?? [])).toEqual([1, 0])
    expect(Array.from(columnsOf(window, null, 4) ?? [])).toEqual([1, 2])
    expect(columnsOf({ ...window, firstPlace: 0, places: 4 }, null, 4)).toBeNull()
    expect(columnsOf({ ...window, firstPlace: 0, places: 4 }, order, 4)).toBe(order)
  })
})
