import { expect, test } from 'vitest'
import { pairs, table } from './table.ts'

test('columns of numbers stand to the right, others to the left', () => {
  expect(table(['name', 'steps', 'share'], [['a', '5', '1.5 %'], ['long name', '1000', '–']])).toBe(
    'name       steps  share\n' +
    'a              5  1.5 %\n' +
    'long name   1000      –\n',
  )
})

test('a table without rows is its head', () => {
  expect(table(['a', 'b'], [])).toBe('a  b\n')
})

test('values stand under each other', () => {
  expect(pairs([['a', '1'], ['long', '2']])).toBe('a     1\nlong  2\n')
})
