import { describe, expect, test } from 'vitest'
import { philox4x32, randomNormal, randomPermutation, randomUniform, uniform24, uniform53 } from './philox.ts'

const draw = { seed: 7, stream: 3, counter: 5 }

function words(counter: number[], key: number[]): string[] {
  const out = new Uint32Array(4)
  philox4x32(counter, key, out)
  return [...out].map((word) => word.toString(16).padStart(8, '0'))
}

function mean(xs: Float32Array | Float64Array, power: number): number {
  let total = 0
  for (const x of xs) total += x ** power
  return total / xs.length
}

describe('Philox 4x32-10 gives the published Random123 vectors', () => {
  test('counter and key zero', () => {
    expect(words([0, 0, 0, 0], [0, 0])).toEqual(['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8'])
  })
  test('counter and key all ones', () => {
    const ones = 0xffffffff
    expect(words([ones, ones, ones, ones], [ones, ones])).toEqual(['408f276d', '41c83b0e', 'a20bc7c6', '6d5451fd'])
  })
  test('digits of pi', () => {
    expect(words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      'd16cfe09', '94fdcceb', '5001e420', '24126ea1',
    ])
  })
})

describe('uniforms', () => {
  test('lie in [0, 1) at both ends of the words', () => {
    expect(uniform24(0)).toBe(0)
    expect(uniform24(0xffffffff)).toBe(1 - 2 ** -24)
    expect(uniform53(0xffffffff, 0xffffffff)).toBe(1 - 2 ** -53)
  })
  test('f32 elements are the words of consecutive blocks', () => {
    const out = new Uint32Array(4)
    philox4x32([1, 0, 5, 0], [7, 3], out)
    expect([...randomUniform(6, 'f32', draw).slice(4)]).toEqual([uniform24(out[0]!), uniform24(out[1]!)])
  })
  test('a shorter draw is the beginning of a longer one, for every length and dtype', () => {
    for (const dtype of ['f32', 'f64'] as const) {
      const long = randomUniform(12, dtype, draw)
      for (let n = 0; n < 12; n++) expect(randomUniform(n, dtype, draw)).toEqual(long.slice(0, n))
    }
  })
  test('change with seed, stream and counter, negative and beyond 32 bits too', () => {
    const draws = [
      draw,
      { ...draw, seed: 8 },
      { ...draw, stream: 4 },
      { ...draw, counter: 6 },
      { ...draw, counter: -5 },
      { ...draw, counter: 5 + 2 ** 32 },
    ]
    expect(new Set(draws.map((d) => randomUniform(1, 'f64', d)[0])).size).toBe(draws.length)
  })
  test('have mean 1/2 and second moment 1/3', () => {
    const u = randomUniform(100_000, 'f64', draw)
    expect(mean(u, 1)).toBeCloseTo(1 / 2, 2)
    expect(mean(u, 2)).toBeCloseTo(1 / 3, 2)
  })
})

describe('normals', () => {
  test('have the first four moments 0, 1, 0, 3', () => {
    const z = randomNormal(200_000, 'f64', draw)
    expect(mean(z, 1)).toBeCloseTo(0, 1.9)
    expect(mean(z, 2)).toBeCloseTo(1, 1.9)
    expect(mean(z, 3)).toBeCloseTo(0, 1)
    expect(mean(z, 4)).toBeCloseTo(3, 0.8)
  })
  test('f32 is f64 rounded once', () => {
    expect(randomNormal(9, 'f32', draw)).toEqual(Float32Array.from(randomNormal(9, 'f64', draw)))
  })
})

describe('permutations', () => {
  test('hold every number once', () => {
    for (const n of [0, 1, 2, 17]) {
      expect([...randomPermutation(n, draw)].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i))
    }
  })
  test('of three elements are all about equally frequent', () => {
    const counts = new Map<string, number>()
    for (let counter = 0; counter < 6000; counter++) {
      const name = randomPermutation(3, { ...draw, counter }).join()
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })
  test('keep their stored values, on which saved splits rest', () => {
    expect([...randomPermutation(8, { seed: 0, stream: 1, counter: 0 })]).toMatchInlineSnapshot(`
      [
        1,
        0,
        4,
        5,
        3,
        2,
        6,
        7,
      ]
    `)
  })
})
