import { describe, expect, test } from 'vitest'
import type { HostTensor } from '../../../../shared/tensors.ts'
import { gridPicture, gridSentence, gridTable, pairFacts, predictionGrid, tallies } from './prediction-grid.ts'

const i32 = (...values: number[]): HostTensor => ({ shape: [2, 2], dtype: 'i32', data: Int32Array.from(values) })
const f64 = (...values: number[]): HostTensor => ({ shape: [2, 2], dtype: 'f64', data: Float64Array.from(values) })

/** Sums mod 2 of unordered pairs: (1, 0) is no example. */
const arrays = {
  truth: i32(0, 1, -1, 0), answer: i32(0, 0, -1, 0), trained: i32(1, 0, -1, 0), loss: f64(0.1, 2, -1, 0.3), confidence: f64(0.9, 0.6, -1, 0.7),
  top_class: { shape: [2, 2, 2], dtype: 'i32', data: Int32Array.of(0, 1, 0, 1, -1, -1, 0, 1) },
  top_logit: { shape: [2, 2, 2], dtype: 'f64', data: Float64Array.of(3, 1, 2, 1.5, NaN, NaN, 4, 0) },
} as const
const grid = predictionGrid(arrays)!

describe('the grid of predictions', () => {
  test('tells what a pair is, and of a pair that is none that it is none', () => {
    expect(pairFacts(grid, 0, 1).told).toEqual({ truth: 1, answer: 0, isTrained: false, loss: 2, confidence: 0.6, leading: [{ answer: 0, logit: 2 }, { answer: 1, logit: 1.5 }] })
    expect(pairFacts(grid, 1, 0).told).toBeNull()
    expect(pairFacts(grid, 7, 0).told).toBeNull()
  })

  test('counts right answers on both sides of the split', () => {
    expect(tallies(grid)).toEqual({ train: { right: 1, of: 1 }, test: { right: 1, of: 2 } })
    expect(gridSentence(grid, 30)).toBe('at step 30 the network answers 1 of 1 trained pairs and 1 of 2 other pairs rightly.')
  })

  test('draws right as positive, wrong as negative and no example as neither', () => {
    expect(Array.from(gridPicture(grid, 'right', 1).picture.values)).toEqual([1, -1, 0, 1])
    expect(gridPicture(grid, 'answer', 1).limits).toEqual([0, 2])
    expect(gridPicture(grid, 'loss', 0.7).limits).toEqual([0, 1.4])
  })

  test('has a table with every pair, the wrong ones first', () => {
    const { rows } = gridTable(grid, 30)
    expect(rows.map(([pair]) => pair)).toEqual(['0, 1', '0, 0', '1, 1'])
    expect(rows[0]?.slice(1, 5)).toEqual(['1', '0', 'wrong', 'test'])
  })

  test('is none where a table is missing', () => {
    expect(predictionGrid({ truth: arrays.truth })).toBeNull()
  })
})
