import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnSimilarity, leastAssignment, matchColumns } from './assignment.ts'

const total = (cost: Float64Array, n: number, columnOf: ArrayLike<number>): number => Array.from(columnOf).reduce((sum, column, row) => sum + cost[row * n + column]!, 0)

function* permutations(items: readonly number[]): Generator<readonly number[]> {
  if (items.length === 0) yield []
  for (const item of items) for (const rest of permutations(items.filter((other) => other !== item))) yield [item, ...rest]
}

/** The same numbers in every run of this test. */
function noise(count: number, seed: number): Float64Array {
  let state = seed
  return Float64Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 30 - 1
  })
}

describe('the least assignment', () => {
  test('is that of trying all permutations', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(fc.constant(n), fc.array(fc.integer({ min: -20, max: 20 }), { minLength: n * n, maxLength: n * n }))), ([n, values]) => {
      const cost = Float64Array.from(values)
      const found = leastAssignment(cost, n)
      const best = Math.min(...[...permutations(Array.from({ length: n }, (_, i) => i))].map((each) => total(cost, n, each)))
      expect(new Set(found).size).toBe(n)
      expect(total(cost, n, found)).toBe(best)
    }))
  })
  test('of nothing is nothing', () => expect(leastAssignment(new Float64Array(), 0)).toEqual(new Int32Array()))
})

describe('matching neurons', () => {
  test('finds the permutation by which the columns of a matrix were shuffled and scaled', () => {
    const [rows, columns] = [31, 64]
    const x = noise(rows * columns, 7)
    const shuffle = Array.from({ length: columns }, (_, j) => (j * 37 + 5) % columns)
    const y = new Float64Array(rows * columns)
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) y[i * columns + shuffle[j]!] = 3 * x[i * columns + j]!
    const { columnOf, similarity } = matchColumns(x, y, rows, columns)
    expect(Array.from(columnOf)).toEqual(shuffle)
    expect(similarity).toBeCloseTo(1, 12)
  })
  test('is never less similar than the stored order', () => {
    const [x, y] = [noise(8 * 20, 1), noise(8 * 20, 2)]
    const cosine = columnSimilarity(x, y, 8, 20)
    const stored = Array.from({ length: 20 }, (_, j) => cosine[j * 20 + j]!).reduce((a, b) => a + b, 0) / 20
    expect(matchColumns(x, y, 8, 20).similarity).toBeGreaterThan(stored)
  })
  test('dead neurons and NaN are like nothing, and stand where nothing better does', () => {
    const { columnOf, similarity } = matchColumns([0, 1, Number.NaN], [1, 0, 0], 1, 3)
    expect(columnOf[1]).toBe(0)
    expect(similarity).toBeCloseTo(1 / 3, 12)
  })
})
