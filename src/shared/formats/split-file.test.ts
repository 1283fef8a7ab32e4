import { describe, expect, test } from 'vitest'
import { parseSplitFile } from './split-file.ts'

const parse = (text: string) => parseSplitFile(new TextEncoder().encode(text))

describe('a split file', () => {
  test('lists the rows of one side, or of both', () => {
    expect(parse('{"train": [3, 0, 1]}')).toEqual({ train: [3, 0, 1], test: null })
    expect(parse('{"train": [3], "test": [0, 2]}')).toEqual({ train: [3], test: [0, 2] })
  })

  test.each([
    ['[0, 1]', /not an object/],
    ['{train: [0]}', /not JSON/],
    ['{"train": []}', /"train" is not a list/],
    ['{"test": [1]}', /"train" is not a list/],
    ['{"train": [0, 1.5]}', /holds 1.5, which is no row index/],
    ['{"train": [0, -1]}', /holds -1, which is no row index/],
    ['{"train": [0, "1"]}', /holds "1", which is no row index/],
    ['{"train": [2, 2]}', /names row 2 twice/],
    ['{"train": [2], "test": [2]}', /names row 2 twice/],
    ['{"train": [2], "test": []}', /"test" is not a list/],
    ['{"train": [2], "rest": [1]}', /a key "rest"/],
  ])('%s is refused', (text, sentence) => {
    expect(() => parse(text)).toThrow(sentence)
  })
})
