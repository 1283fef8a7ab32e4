import { expect, test } from 'vitest'
import { cellCounts } from './cell-counts.ts'

test('every cell that its colour does not tell is counted, once', () => {
  expect(cellCounts([0, 1, -1, 1.5, -2, NaN, Infinity, -Infinity], [-1, 1])).toEqual({ cells: 8, clipped: 2, nan: 1, infinite: 2 })
})
