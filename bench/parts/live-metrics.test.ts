import { expect, test } from 'vitest'
import { orderIn } from './live-metrics.ts'

test('rounds begin with live metrics on and off by turns, and hold both', () => {
  expect([1, 2, 3].map((round) => orderIn(round)[0])).toEqual(['on', 'off', 'on'])
  for (const round of [1, 2]) expect([...orderIn(round)].sort()).toEqual(['off', 'on'])
})
