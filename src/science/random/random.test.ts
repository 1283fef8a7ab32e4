import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { normal, permutation, uniform } from './draw.ts'
import { batchStream, splitStream, streamOf, weightStream } from './streams.ts'

describe('named streams', () => {
  test('a name has the published FNV-1a number', () => {
    expect(streamOf('')).toBe(0x811c9dc5)
    expect(streamOf('a')).toBe(0xe40c292c)
    expect(streamOf('foobar')).toBe(0xbf9cf968)
  })

  test('names in use have different numbers', () => {
    const places = Array.from({ length: 64 }, (_, i) => [`layers.${i}.weight`, `layers.${i}.bias`]).flat()
    const streams = [splitStream, batchStream, ...places.map(weightStream)]
    expect(new Set(streams).size).toBe(streams.length)
  })
})

describe('draws', () => {
  test('equal seed and stream give equal numbers, another seed or stream does not', () => {
    const at = (seed: number, stream: number): number[] => [...uniform(8, { seed, stream })]
    expect(at(3, splitStream)).toEqual(at(3, splitStream))
    expect(at(3, splitStream)).not.toEqual(at(4, splitStream))
    expect(at(3, splitStream)).not.toEqual(at(3, batchStream))
  })

  test('a permutation holds every index once', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (n, seed) => {
      expect([...permutation(n, { seed, stream: splitStream })].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i))
    }))
  })

  test('normals have mean 0 and variance 1 within four standard errors', () => {
    const n = 20_000
    const z = normal(n, { seed: 1, stream: weightStream('layers.0.weight') })
    const mean = z.reduce((s, x) => s + x, 0) / n
    const variance = z.reduce((s, x) => s + x * x, 0) / n
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n))
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
  })
})
