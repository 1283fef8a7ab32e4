import { describe, expect, test } from 'vitest'
import { parseIdx } from './idx.ts'

describe('an IDX file', () => {
  test('of bytes has a shape, big-endian, and its data', () => {
    const { shape, data } = parseIdx(Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255))
    expect(shape).toEqual([2, 3])
    expect([...data]).toEqual([1, 2, 3, 4, 5, 255])
  })

  test('is found within a larger buffer', () => {
    const all = Uint8Array.of(9, 9, 9, 0, 0, 8, 1, 0, 0, 0, 1, 7)
    expect([...parseIdx(all.subarray(3)).data]).toEqual([7])
  })

  test.each([
    ['that is packed', [0x1f, 0x8b, 8, 0], /compressed with gzip/],
    ['of floats', [0, 0, 0x0d, 1, 0, 0, 0, 0], /kind 0x0d/],
    ['that is another format', [0x50, 0x4b, 3, 4], /does not begin/],
    ['that is empty', [], /does not begin/],
    ['cut within its header', [0, 0, 8, 3, 0, 0, 0, 1], /ends within its header/],
    ['cut within its data', [0, 0, 8, 1, 0, 0, 0, 3, 1, 2], /promises 3 = 3 bytes, and 2 follow/],
  ])('%s is refused', (_what, bytes, sentence) => {
    expect(() => parseIdx(Uint8Array.from(bytes))).toThrow(sentence)
  })
})
