import { describe, expect, test } from 'vitest'
import { referenceNumerics } from '../../../engine/ops/reference/numerics.ts'
import { bytesAt, cutAt, inputsAt } from './candidates.ts'
import { generalisationBound, logFit } from './description.ts'
import { bytesOf } from './integers.ts'
import type { Judged } from './judged.ts'
import { coarsest, smallestWithin, type Sized } from './search.ts'
import { decompose, rankAt } from './truncation.ts'

const f64 = (shape: readonly number[], ...data: number[]) => ({ shape, dtype: 'f64', data: Float64Array.from(data) }) as const

describe('the rank that holds a share', () => {
  test('is the smallest with that part of the sum', () => {
    const s = [4, 3, 2, 1]
    expect([0.01, 0.4, 0.41, 0.7, 0.9, 1].map((share) => rankAt(share, s))).toEqual([1, 1, 2, 2, 3, 4])
    expect(rankAt(1, [0.1, 0.2, 0.3])).toBe(3)
  })
})

describe('a matrix that is written down', () => {
  // Rank one: u vᵀ with |u| = 3, |v| = √30.
  const rankOne = f64([3, 4], ...[1, 2, 2].flatMap((a) => [1, 2, 3, 4].map((b) => a * b)))
  const vector = f64([2], 0.3, -0.3)
  const decomposed = decompose({ w: rankOne, b: vector }, referenceNumerics)

  test('is factors where they hold fewer numbers, and whole at share 1; a vector is always whole', () => {
    const [w, b] = cutAt(decomposed, 0.5).parts
    expect(w!.part).toMatchObject({ kind: 'factors', rank: 1 })
    expect(b!.part.kind).toBe('whole')
    expect(cutAt(decomposed, 1).parts.map(({ part }) => part.kind)).toEqual(['whole', 'whole'])
  })

  test('comes back from its factors up to the step', () => {
    const inputs = inputsAt(cutAt(decomposed, 0.5), 1e-6, 'f64')
    const [left, right, whole] = [inputs['complexity.left.w']!, inputs['complexity.right.w']!, inputs['complexity.whole.w']!]
    expect(left.shape).toEqual([3, 3])
    expect([...whole.data].every((x) => x === 0)).toBe(true)
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 4; j++) {
        let sum = 0
        for (let k = 0; k < 3; k++) sum += left.data[i * 3 + k]! * right.data[k * 4 + j]!
        expect(sum).toBeCloseTo(rankOne.data[i * 4 + j]!, 4)
      }
    }
    expect([...inputsAt(cutAt(decomposed, 0.5), 0.25, 'f64')['complexity.whole.b']!.data]).toEqual([0.25, -0.25])
  })

  test('takes a byte an integer where that is enough, and says its step and ranks', () => {
    const header = 8 + 4 * 2
    expect(bytesAt(cutAt(decomposed, 1), 0.25)).toHaveLength(header + 12 + 2)
    expect(bytesAt(cutAt(decomposed, 1), 0.01)).toHaveLength(header + 24 + 2)
    expect(bytesAt(cutAt(decomposed, 0.5), 0.25)).toHaveLength(header + 3 + 4 + 2)
    expect([...bytesOf([Int32Array.of(-1, 2)], [], 1).subarray(8)]).toEqual([255, 2])
    expect(bytesOf([Int32Array.of(-40_000)], [], 1)).toHaveLength(8 + 4)
  })
})

describe('the search', () => {
  const judged = (loss: number): Judged => ({ loss, error: 0, surprise: null })
  const candidate = (size: number): Sized => ({ share: 1, delta: size, size })
  const losses = new Map([[5, 9], [3, 2.5], [8, 0.3], [1, NaN], [6, 0.9], [9, 0], [7, 4]])

  test('finds for each tolerance what judging every candidate would find, and judges only up to there', async () => {
    const candidates = [...losses.keys()].map(candidate)
    const asked: number[] = []
    const found = await smallestWithin(candidates, [4, 1, 0.5], 0, async ({ size }) => (asked.push(size), judged(losses.get(size)!)))
    for (const tolerance of [4, 1, 0.5]) {
      const all = candidates.filter(({ size }) => losses.get(size)! < tolerance).map(({ size }) => size)
      expect(found.get(tolerance)?.size).toBe(Math.min(...all))
    }
    expect(asked).toEqual([1, 3, 5, 6, 7, 8])
  })

  test('has nothing where no candidate is accepted', async () => {
    expect((await smallestWithin([candidate(1)], [1], 0, async () => judged(Infinity))).get(1)).toBeNull()
  })

  test('halves towards the coarsest step that is accepted', async () => {
    const found = await coarsest(1e-3, 100, 30, async (delta) => delta < 0.7)
    expect(found).toBeLessThan(0.7)
    expect(found).toBeGreaterThan(0.6999)
    expect(await coarsest(1e-3, 100, 5, async () => false)).toBeNull()
  })
})

describe('what follows from the size', () => {
  test('is a bound that says nothing above 1, and grows with the bits', () => {
    // √((ln 2 · 1000 + 2 ln(ln 2 · 1000) + ln 20)/2000) = 0.5990
    expect(generalisationBound(0.1, 1000, 1000, 0.05)).toBeCloseTo(0.1 + Math.sqrt((693.1471806 + 2 * Math.log(693.1471806) + Math.log(20)) / 2000), 8)
    expect(generalisationBound(0, 1e6, 100, 0.05)).toBeGreaterThan(1)
  })

  test('is a line over the logarithm of the tolerance', () => {
    const { a, b } = logFit([4, 2, 1, 0.5].map((x) => [x, 7 - 3 * Math.log(x)] as const))
    expect(a).toBeCloseTo(-3, 12)
    expect(b).toBeCloseTo(7, 12)
    expect(logFit([[1, 2]]).a).toBeNaN()
  })
})
