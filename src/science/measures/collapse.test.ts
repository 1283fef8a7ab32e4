import { describe, expect, test } from 'vitest'
import { normal } from '../random/draw.ts'
import { distanceIrrelevance } from './clock-pizza.ts'
import { classFeatures, meansGeometry, simplexDistance } from './collapse-statistics.ts'
import { randomTriples } from './gradient-symmetry.ts'
import { softmaxRow } from './margins.ts'
import type { ResidueGrid } from './residue-grid.ts'
import { tensor } from './testing/with-outputs.ts'

describe('neural collapse', () => {
  const K = 4
  /** Corners of a simplex in K dimensions: e_c − 1/K. */
  const corner = (c: number, j: number): number => (c === j ? 1 : 0) - 1 / K
  const labels = Int32Array.from({ length: 12 }, (_, row) => row % K)
  const rows = Int32Array.from(labels.keys())

  test('of samples on the corners of a simplex: nothing within, equal lengths and angles', () => {
    const found = classFeatures(tensor(12, K, (row, j) => 5 + 2 * corner(row % K, j)), labels, rows)
    expect(found.withinTrace).toBeCloseTo(0, 14)
    expect(found.betweenTrace).toBeCloseTo(4 * (1 - 1 / K), 12)
    const { equinorm, equiangle } = meansGeometry(found)
    expect(equinorm).toBeCloseTo(0, 12)
    expect(equiangle).toBeCloseTo(0, 12)
  })

  test('a simplex is at distance 0, its opposite at 2, and nothing at right angles to it at √2', () => {
    const simplex = Float64Array.from({ length: K * K }, (_, i) => (i % (K + 1) === 0 ? 1 : 0) - 1 / K)
    expect(simplexDistance(simplex, K)).toBeCloseTo(0, 12)
    expect(simplexDistance(simplex.map((x) => -3 * x), K)).toBeCloseTo(2, 12)
    expect(simplexDistance(new Float64Array(K * K).fill(1), K)).toBeCloseTo(Math.SQRT2, 12)
  })
})

describe('distance irrelevance', () => {
  const n = 13
  const grid = { n, sign: 1 } as ResidueGrid
  const irrelevance = (value: (a: number, b: number) => number): number => distanceIrrelevance(grid, Float64Array.from({ length: n * n }, (_, cell) => value(Math.floor(cell / n), cell % n)))

  test('is 0 where the distance fixes the output, as in a pizza', () => {
    expect(irrelevance((a, b) => Math.abs(Math.cos((Math.PI * (a - b)) / n)))).toBeCloseTo(0, 7)
  })

  test('is 1 where the distance does not matter', () => {
    expect(irrelevance((a, b) => Math.sin((2 * Math.PI * (a + b)) / n))).toBeCloseTo(1, 12)
  })

  test('of a sum of both with equal deviations is 1/√2', () => {
    expect(irrelevance((a, b) => Math.sin((2 * Math.PI * (a + b)) / n) + Math.sin((2 * Math.PI * (a - b)) / n))).toBeCloseTo(Math.SQRT1_2, 12)
  })

  test('triples have three different symbols, and are the same at every checkpoint', () => {
    const triples = randomTriples(5, 200, 3)
    for (const triple of triples) expect(new Set(triple).size).toBe(3)
    expect(randomTriples(5, 200, 3)).toEqual(triples)
    expect(new Set(triples.flat())).toEqual(new Set([0, 1, 2, 3, 4]))
  })
})

describe('softmax collapse', () => {
  const row = (round: (x: number) => number, ...logits: number[]) => softmaxRow(logits, 0, logits.length, 0, round)
  const asIs = (x: number): number => x

  test('begins where the others are lost beside the largest: half a unit in the last place, 2⁻²⁴ in f32 and 2⁻⁵³ in f64', () => {
    expect(row(Math.fround, 24 * Math.LN2 - 0.01, 0).isCollapsed).toBe(false)
    expect(row(Math.fround, 24 * Math.LN2 + 0.01, 0).isCollapsed).toBe(true)
    expect(row(asIs, 36, 0).isCollapsed).toBe(false)
    expect(row(asIs, 37, 0).isCollapsed).toBe(true)
  })

  test('makes the plain loss 0, and the exact one only where nothing is left of the others', () => {
    expect(row(Math.fround, 20, 0).isZero).toEqual({ plain: true, exact_gradient: false })
    expect(row(Math.fround, 120, 0).isZero).toEqual({ plain: true, exact_gradient: true })
    expect(row(Math.fround, 0, 20).isZero).toEqual({ plain: false, exact_gradient: false }) // collapsed onto the wrong class
    expect(row(Math.fround, 0, 20).isCollapsed).toBe(true)
  })

  test('the margin is over the best of the others', () => {
    expect(row(asIs, 3, 1, 2.5).margin).toBeCloseTo(0.5, 12)
    expect(row(asIs, 3, 5, 2.5).margin).toBeCloseTo(-2, 12)
    const z = normal(10, { seed: 1, stream: 1 })
    expect(row(asIs, ...z).margin).toBe(z[0]! - Math.max(...z.subarray(1)))
  })
})
