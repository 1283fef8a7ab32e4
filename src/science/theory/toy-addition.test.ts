import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { referenceNumerics } from '../../engine/ops/reference/numerics.ts'
import { permutation } from '../random/draw.ts'
import { allParallelograms, coefficients, unorderedPairs, within } from './parallelograms.ts'
import { idealAccuracy, predictedAccuracy } from './reachable-accuracy.ts'
import { presentParallelograms, representationQuality } from './representation-quality.ts'
import { RowSpace } from './row-space.ts'
import { degreesOfFreedom, uniquenessCurve } from './uniqueness.ts'

const symbols = 10
const pairs = unorderedPairs(symbols)
const all = allParallelograms(pairs)

/** The source's rule, in floating point: eigenvalues of AᵀA below 1e-8. */
function degreesBySource(train: readonly number[]): number {
  const gram = new Float64Array(symbols * symbols)
  for (const each of within(all, train)) {
    const row = coefficients(pairs, each, symbols)
    for (let i = 0; i < symbols; i++) for (let j = 0; j < symbols; j++) gram[i * symbols + j]! += row[i]! * row[j]!
  }
  return referenceNumerics.eigh({ shape: [symbols, symbols], dtype: 'f64', data: gram }).values.data.filter((value) => value < 1e-8).length
}

const trainingSet = (n: number, seed: number): number[] => [...permutation(pairs.length, { seed, stream: 1 }).subarray(0, n)]

describe('parallelograms of ten symbols', () => {
  test('are 70, over 55 examples', () => {
    expect(pairs).toHaveLength(55)
    expect(all).toHaveLength(70)
  })

  test('the rank by residues is the rank of integers', () => {
    const rows = fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 5, maxLength: 5 }), { maxLength: 8 })
    fc.assert(fc.property(rows, (matrix) => {
      const space = new RowSpace(5)
      for (const row of matrix) {
        const isNew = !space.has(row)
        expect(space.add(row)).toBe(isNew)
      }
      const flat = Float64Array.from([...matrix.flat(), 0, 0, 0, 0, 0])
      const { s } = referenceNumerics.svd({ shape: [matrix.length + 1, 5], dtype: 'f64', data: flat })
      expect(space.rank).toBe(s.data.filter((value) => value > 1e-9).length)
    }))
  })
})

describe('the critical training size', () => {
  test('degrees of freedom are the source’s: eigenvalues of AᵀA below 1e-8', () => {
    for (const n of [5, 15, 20, 22, 25, 40]) for (const seed of [0, 1, 2]) expect(degreesOfFreedom(symbols, trainingSet(n, seed))).toBe(degreesBySource(trainingSet(n, seed)))
  })

  test('all examples leave two degrees of freedom, none leaves all', () => {
    expect(degreesOfFreedom(symbols, pairs.keys())).toBe(2)
    expect(degreesOfFreedom(symbols, [])).toBe(symbols)
  })

  test('P(unique) over 10 000 draws is 17.5 % at 20 examples, 42.7 at 22, 80.3 at 25, 98.1 at 30: half at 0.41 of 55', () => {
    const { share, half } = uniquenessCurve(symbols, { draws: 10_000, seed: 0 })
    // Four standard errors of the difference of two such estimates.
    for (const [n, expected] of [[20, 0.175], [21, 0.286], [22, 0.427], [23, 0.58], [24, 0.709], [25, 0.803], [28, 0.949], [30, 0.981]] as const) {
      expect(Math.abs(share[n]! - expected)).toBeLessThan(4 * Math.sqrt((2 * expected * (1 - expected)) / 10_000))
    }
    expect(half / 55).toBeCloseTo(0.41, 2)
    expect(share[0]).toBe(0)
    expect(share[55]).toBe(1)
  })

  test('the whole curve takes less than a second of a core', () => {
    // On a busy machine the same work can take twice as long; one of three goes shows what it costs.
    const isFast = (): boolean => {
      const began = process.cpuUsage()
      uniquenessCurve(symbols, { draws: 10_000, seed: 0 })
      return process.cpuUsage(began).user < 1e6 // µs
    }
    expect(isFast() || isFast() || isFast()).toBe(true)
  })
})

describe('reachable accuracy', () => {
  test('is everything but sums never trained on, once the representation is unique', () => {
    // Only (0, 0) gives 0 and only (9, 9) gives 18.
    const train = [...pairs.keys()].filter((row) => ![0, 18].includes(pairs[row]![0] + pairs[row]![1]) && row % 6 !== 5)
    expect(degreesOfFreedom(symbols, train)).toBe(2)
    const missing = 55 - train.length
    const sums = new Set(train.map((row) => pairs[row]![0] + pairs[row]![1]))
    const reachable = pairs.filter(([i, j]) => sums.has(i + j)).length
    expect(idealAccuracy(symbols, train)).toEqual({ all: reachable / 55, test: (reachable - train.length) / missing })
  })

  test('without a parallelogram is what was trained on', () => {
    expect(idealAccuracy(symbols, [0, 1, 2])).toEqual({ all: 3 / 55, test: 0 })
  })

  test('follows induced parallelograms: (0,3)~(1,2) and (2,5)~(3,4) give (0,5)~(1,4)', () => {
    const row = (i: number, j: number): number => pairs.findIndex(([a, b]) => a === i && b === j)
    const train = [row(0, 3), row(1, 2), row(2, 5), row(3, 4), row(0, 5)]
    expect(idealAccuracy(symbols, train)).toEqual({ all: 6 / 55, test: 1 / 50 }) // (1, 4) and nothing else
  })

  test('from an embedding: a line predicts the ideal, symbols at random no more than was trained on', () => {
    const train = trainingSet(30, 4)
    const line = { symbols, dimensions: 2, values: Float64Array.from({ length: 20 }, (_, k) => 3 + (k >> 1) * (k % 2 === 0 ? 0.5 : -2)) }
    expect(representationQuality(line)).toBe(1)
    const sums = new Set(train.map((row) => pairs[row]![0] + pairs[row]![1]))
    expect(predictedAccuracy(symbols, train, presentParallelograms(line)).all).toBe(pairs.filter(([i, j]) => sums.has(i + j)).length / 55)
    expect(representationQuality({ symbols, dimensions: 1, values: permutation(10, { seed: 1, stream: 3 }) })).toBeLessThan(0.3)
    expect(predictedAccuracy(symbols, train, []).all).toBe(30 / 55)
  })

  test('RQI counts below 0.01 of a variance, by the unbiased deviation', () => {
    // One symbol moved off the line by 0.3 of a step: with deviation σ its parallelograms are off by 0.3/σ, 0.6/σ where it counts twice.
    const values = Float64Array.from({ length: 10 }, (_, k) => k + (k === 4 ? 0.3 : 0))
    const mean = 4.53
    const sigma = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 9)
    const touched = all.filter((each) => coefficients(pairs, each, symbols)[4] !== 0).length
    expect(0.3 / sigma).toBeLessThan(0.1)
    const twice = all.filter((each) => Math.abs(coefficients(pairs, each, symbols)[4]!) === 2).length
    expect(representationQuality({ symbols, dimensions: 1, values })).toBe((70 - twice) / 70)
    expect(representationQuality({ symbols, dimensions: 1, values }, 0.009)).toBe((70 - touched) / 70)
  })
})
