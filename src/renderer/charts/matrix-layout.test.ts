import { describe, expect, test } from 'vitest'
import { cellSize, fillingCell, rowLabels, transposed } from './matrix-layout.ts'

describe('a cell', () => {
  test('is the largest whole number of pixels that fits', () => {
    expect(cellSize(59, 200, 1000, 300)).toEqual({ width: 5, height: 5 })
    expect(cellSize(31, 256, 1000, 300)).toEqual({ width: 3, height: 9 })
  })

  test('never vanishes and never becomes a stripe', () => {
    expect(cellSize(4000, 4000, 1000, 300)).toEqual({ width: 1, height: 1 })
    expect(cellSize(200, 2, 1000, 300)).toEqual({ width: 3, height: 1 })
  })

  test('fills the width where whole pixels would leave a part of it empty', () => {
    expect(fillingCell(31, 256, 1000, 300)).toEqual({ width: 1000 / 256, height: 9 })
    expect(fillingCell(128, 512, 1000, 300)).toEqual({ width: 1000 / 512, height: 2 })
    expect(fillingCell(59, 200, 1000, 300)).toEqual({ width: 5, height: 5 })
    expect(fillingCell(67, 2, 1000, 300)).toEqual({ width: 12, height: 4 }) // a column of one number a symbol stays a column
    expect(fillingCell(40, 1000, 1000, 540)).toEqual({ width: 1, height: 6 })
  })
})

test('row labels are round and at least a line apart', () => {
  expect(rowLabels(59, 5)).toEqual([0, 10, 20, 30, 40, 50])
  expect(rowLabels(3, 40)).toEqual([0, 1, 2])
})

test('turning a matrix twice gives it back', () => {
  const values = [1, 2, 3, 4, 5, 6]
  expect(Array.from(transposed(values, 2, 3))).toEqual([1, 4, 2, 5, 3, 6])
  expect(Array.from(transposed(transposed(values, 2, 3), 3, 2))).toEqual(values)
})
