import { expect, test } from 'vitest'
import { countOf, readSeeds } from './seed-range.ts'

test('one seed, or from the first to the last', () => {
  expect(readSeeds('3')).toEqual({ first: 3, last: 3 })
  expect(readSeeds(' 0 .. 15 ')).toEqual({ first: 0, last: 15 })
  expect(countOf({ first: 0, last: 15 })).toBe(16)
})
test.each([
  ['', /A\.\.B/], ['-1', /A\.\.B/], ['1.5', /A\.\.B/], ['5..2', /2\.\.5/], ['4294967296', /4294967295/], ['0..1000', /1001 runs/],
])('%j is refused', (text, sentence) => {
  expect(readSeeds(text)).toMatch(sentence)
})
