import { describe, expect, test } from 'vitest'
import { referenceNumerics as numerics } from '../../engine/ops/reference/numerics.ts'
import { normal, permutation } from '../random/draw.ts'
import { centred, effectiveFlow, effectiveLoss, effectiveTheory, grokkingRate } from './effective-theory.ts'
import { allParallelograms, unorderedPairs, within } from './parallelograms.ts'
import { representationQuality, type Embedding } from './representation-quality.ts'
import { degreesOfFreedom } from './uniqueness.ts'

const symbols = 10
const pairs = unorderedPairs(symbols)
const all = allParallelograms(pairs)
const theory = effectiveTheory(symbols, all)
const random: Embedding = { symbols, dimensions: 2, values: normal(20, { seed: 3, stream: 1 }) }
const squares = (x: ArrayLike<number>): number => Array.from(x).reduce((sum, each) => sum + each * each, 0)

/** ℓ written out over parallelograms. */
function writtenOut(e: ArrayLike<number>, dimensions: number): number {
  let loss = 0
  for (const [left, right] of all) {
    for (let k = 0; k < dimensions; k++) {
      const at = (symbol: number): number => e[symbol * dimensions + k]!
      loss += (at(pairs[left]![0]) + at(pairs[left]![1]) - at(pairs[right]![0]) - at(pairs[right]![1])) ** 2
    }
  }
  return loss / all.length / squares(e)
}

describe('the effective loss', () => {
  test('is the mean squared defect of the parallelograms over Σ|E|²', () => {
    expect(effectiveLoss(theory, random)).toBeCloseTo(writtenOut(centred(random), 2), 12)
  })

  test('is 0 on a line, wherever it begins and however long its step', () => {
    expect(effectiveLoss(theory, { symbols, dimensions: 1, values: Float64Array.from({ length: 10 }, (_, k) => 7 - 0.3 * k) })).toBeCloseTo(0, 14)
  })
})

describe('the effective flow', () => {
  test('follows the gradient: classical Runge–Kutta on −∂ℓ/∂E by differences comes to the same place', () => {
    const gradient = (e: Float64Array): Float64Array =>
      e.map((_, i) => {
        const moved = (by: number): number => writtenOut(e.map((x, j) => (j === i ? x + by : x)), 2)
        return (moved(-1e-4) - moved(1e-4)) / 2e-4
      })
    const plus = (x: Float64Array, y: Float64Array, factor: number): Float64Array => x.map((each, i) => each + factor * y[i]!)
    let e = centred(random)
    const h = 0.5
    for (let step = 0; step < 8; step++) {
      const a = gradient(e)
      const b = gradient(plus(e, a, h / 2))
      const c = gradient(plus(e, b, h / 2))
      const d = gradient(plus(e, c, h))
      e = e.map((x, i) => x + (h / 6) * (a[i]! + 2 * b[i]! + 2 * c[i]! + d[i]!))
    }
    const [there] = effectiveFlow(numerics, theory, random, [8 * h])
    e.forEach((x, i) => expect(there![i]).toBeCloseTo(x, 5))
  })

  test('keeps Σ E and Σ|E|²', () => {
    const scale = squares(centred(random))
    for (const e of effectiveFlow(numerics, theory, random, [0, 1, 30])) {
      expect(squares(e)).toBeCloseTo(scale, 10)
      expect(e.reduce((sum, x) => sum + x)).toBeCloseTo(0, 10)
    }
  })

  test('ends in a line, and its loss falls as e^(−2 λ₃ t) on the way', () => {
    const one: Embedding = { symbols, dimensions: 1, values: Array.from(random.values).slice(0, 10) }
    const { rate } = grokkingRate(numerics, theory, { scale: squares(centred(one)), learningRate: 1e-3 })
    const times = [12 / rate, 13 / rate, 60 / rate]
    const [early, later, end] = effectiveFlow(numerics, theory, one, times).map((values) => ({ symbols, dimensions: 1, values }))
    expect(effectiveLoss(theory, later!) / effectiveLoss(theory, early!)).toBeCloseTo(Math.exp(-2), 2)
    expect(representationQuality(end!)).toBe(1)
  })
})

describe('the grokking rate', () => {
  test('of all parallelograms of three symbols is 12/Z0: E0 + E2 − 2 E1 is the only one', () => {
    const three = effectiveTheory(3, allParallelograms(unorderedPairs(3)))
    const { eigenvalues, rate, steps } = grokkingRate(numerics, three, { scale: 2, learningRate: 0.01 })
    expect([...eigenvalues.slice(0, 2)]).toEqual([0, 0])
    expect(rate).toBeCloseTo(6, 12)
    expect(steps).toBeCloseTo(1 / 0.06, 10)
  })

  test('is above 0 exactly where the linear representation is unique', () => {
    for (const n of [10, 20, 22, 24, 30]) {
      for (const seed of [0, 1, 2, 3]) {
        const train = permutation(pairs.length, { seed, stream: 9 }).subarray(0, n)
        const { rate } = grokkingRate(numerics, effectiveTheory(symbols, within(all, train)), { scale: 9, learningRate: 1e-3 })
        expect(rate > 0).toBe(degreesOfFreedom(symbols, train) === 2)
      }
    }
  })
})
