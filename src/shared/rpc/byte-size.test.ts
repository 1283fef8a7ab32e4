import { describe, expect, test } from 'vitest'
import { byteSize } from './byte-size.ts'

describe('byteSize', () => {
  test.each([
    ['a number', 1, 8],
    ['null', null, 8],
    ['a string: two bytes a unit', 'abc', 8 + 6],
    ['binary data by its length', new Float32Array(10), 8 + 40],
    ['a view by its own part', new Float32Array(10).subarray(2, 4), 8 + 8],
    ['an array with its slots', [1, 2], 8 + 16 + 16],
    ['an object with its keys', { ab: 1 }, 8 + 4 + 8],
    ['a Map, which structured clone lets through', new Map([['ab', 1]]), 8 + 4 + 8],
  ])('counts %s', (_name, value, bytes) => {
    expect(byteSize(value)).toBe(bytes)
  })

  test('counts the holes of a sparse array without walking them', () => {
    expect(byteSize(new Array(1_000_000_000), 1000)).toBeGreaterThan(1000)
  })

  test('stops soon after the limit', () => {
    let read = 0
    const watched = Array.from({ length: 1000 }, () => 'x'.repeat(100))
    Object.defineProperty(watched, 500, { get: () => (read += 1) })
    expect(byteSize(watched, 10_000)).toBeGreaterThan(10_000)
    expect(read).toBe(0)
  })

  test('refuses a cycle with a sentence instead of exhausting the stack', () => {
    const cyclic: unknown[] = []
    cyclic.push(cyclic)
    expect(() => byteSize(cyclic)).toThrow('nested deeper than 100 levels')
  })
})
