import { describe, expect, test } from 'vitest'
import { referenceNumerics } from '../../../engine/ops/reference/numerics.ts'
import { measured } from '../testing/measured.ts'
import { averagePathLength, bipartiteOf, firstTwo, meanDegrees, squareClustering } from './bipartite.ts'
import { magnitudeMasks } from './magnitude-mask.ts'
import { jaccardDistance, magnitudeMask } from './mask.ts'
import { maskGraph } from './mask-graph.ts'

const f64 = (shape: readonly number[], ...data: number[]) => ({ shape, dtype: 'f64', data: Float64Array.from(data) }) as const
const modular = { kind: 'modular_table', modulus: 5 } as const

describe('the mask of the largest weights', () => {
  const weights = { a: f64([2, 2], 4, -3, 0.1, 1), b: f64([1, 2], -2, 0.2), bias: f64([2], 9, 9) }

  test('goes over all matrices together, biases left out', () => {
    const mask = magnitudeMask(weights, 0.5)
    expect([...mask['a']!]).toEqual([1, 1, 0, 0])
    expect([...mask['b']!]).toEqual([1, 0])
    expect(mask['bias']).toBeUndefined()
    expect([...magnitudeMask(weights, 0)['a']!]).toEqual([1, 1, 1, 1])
  })

  test('is one less the share of common entries from another', () => {
    const other = { ...weights, b: f64([1, 2], 0.2, -2) }
    expect(jaccardDistance(magnitudeMask(weights, 0.5), magnitudeMask(other, 0.5))).toBe(1 - 2 / 4)
    const input = { ...measured(modular, weights, other), previous: { step: 0, weights } }
    const values = magnitudeMasks.compute(input, { prune: 0.5 })
    expect(values).toEqual({ mask_change: 0, mask_initial: 0.5, 'mask_share.a': 0.5, 'mask_share.b': 0.5 })
    expect(magnitudeMasks.compute(measured(modular, weights), { prune: 0.5 })).not.toHaveProperty('mask_change')
  })
})

describe('the graph of a mask', () => {
  const complete = bipartiteOf(new Uint8Array(6).fill(1), 2, 3)

  test('that keeps all of 2 × 3: ways of 1 and 2, and every path closes', () => {
    expect(meanDegrees(complete)).toEqual([3, 2])
    // 12 ordered pairs across at 1, 2 + 6 within a side at 2
    expect(averagePathLength(complete)).toBeCloseTo((12 * 1 + 8 * 2) / 20, 12)
    expect(squareClustering(complete)).toBe(1)
  })

  test('that is a ring of six has no square, and ways of 1, 2 and 3', () => {
    const ring = bipartiteOf(Uint8Array.of(1, 1, 0, 0, 1, 1, 1, 0, 1), 3, 3)
    expect(averagePathLength(ring)).toBeCloseTo((1 + 1 + 2 + 2 + 3) / 5, 12)
    expect(squareClustering(ring)).toBe(0)
  })

  test('leaves nodes without an edge, and pairs that are not joined, out', () => {
    const two = bipartiteOf(Uint8Array.of(1, 0, 0, 0, 1, 0), 2, 3)
    expect(meanDegrees(two)).toEqual([1, 1])
    expect(averagePathLength(two)).toBe(1)
  })

  test('has the known second eigenvalue: a complete one none, a ring of six 1', async () => {
    expect(firstTwo(referenceNumerics, new Float64Array(6).fill(1), 2, 3)[1]).toBeCloseTo(0, 12)
    const ring = f64([3, 3], 2, 2, 0, 0, -2, 2, 2, 0, 2)
    const values = await maskGraph.compute(measured(modular, { a: ring }), { prune: 0.34 })
    // Of a ring of six the eigenvalues are ±2, ±1, ±1; both sides have degree 2.
    expect(values['ramanujan_gap.a']).toBeCloseTo(1 + 1 - 1, 12)
    expect(values['spectral_gap.a']).toBeCloseTo(4 - 2, 12)
    expect(values['path_length.a']).toBeCloseTo(1.8, 12)
  })
})
