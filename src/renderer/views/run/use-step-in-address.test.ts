import { expect, test } from 'vitest'
import { stepOfQuery } from './use-step-in-address.ts'

test('an address names a step by its digits, and nothing else', () => {
  expect(stepOfQuery('887')).toBe(887)
  expect(stepOfQuery('0')).toBe(0)
  for (const other of [undefined, null, '', '-1', '1.5', '1e3', 'last', ['1'], '9'.repeat(20)]) expect(stepOfQuery(other)).toBeNull()
})
