import { expect, test } from 'vitest'
import { readingOrder } from './reading-order.ts'

test('the frame under the playhead comes first, then the last, then its neighbours outwards', () => {
  expect(readingOrder([0, 1, 2, 4, 8, 16], 4, 16)).toEqual([4, 16, 2, 8, 1, 0])
})

test('what is in memory is not read again: the nearest to the playhead come first', () => {
  expect(readingOrder([0, 1, 16, 32], 8, 64)).toEqual([16, 1, 32, 0])
  expect(readingOrder([0, 1, 16, 32], 16, 32)).toEqual([16, 32, 1, 0])
})

test('every frame once, whatever is missing', () => {
  expect(readingOrder([], 4, 16)).toEqual([])
  expect(readingOrder([3, 5, 9], null, 9)).toEqual([9, 5, 3])
  expect([...readingOrder([3, 5, 9, 12, 20], 1, 20)].sort((a, b) => a - b)).toEqual([3, 5, 9, 12, 20])
})
