import { expect, test } from 'vitest'
import { shareAbove } from './share-above.ts'

test('what lies above 0 is known between two quantiles', () => {
  const at = (...values: number[]) => shareAbove([5, 50, 95].map((q, i) => [q, values[i]!])).map((share) => Math.round(share * 100))
  expect(at(-2, -1, 3)).toEqual([5, 50])
  expect(at(1, 2, 3)).toEqual([95, 100])
  expect(at(-3, -2, -1)).toEqual([0, 5])
})
