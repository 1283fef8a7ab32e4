import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../../../shared/schema/run-config.ts'
import { attentionBlocks, attentionMap, attentionSentence, attentionTable, placeNames, placeShares } from './attention-patterns.ts'

const model = (sequence: string) => RunConfig.parse({ task: { kind: 'modular_table', modulus: 5 }, split: { train_fraction: 0.5 }, model: { kind: 'transformer', sequence }, optimiser: { kind: 'adamw', learning_rate: 0.01 }, steps: 1 }).model

/** One head, two queries, three places; two symbols, the pair (1, 0) is no example. */
const arrays = {
  'mean.blocks.0': { shape: [1, 2, 3], dtype: 'f64', data: Float64Array.of(1, 0, 0, 0.5, 0.3, 0.2) },
  'pairs.blocks.0': { shape: [2, 2, 1, 3], dtype: 'f32', data: Float32Array.of(0.5, 0.25, 0.25, 0, 1, 0, -1, -1, -1, 0.25, 0.25, 0.5) },
} as const
const [block] = attentionBlocks(arrays, model('a_b_equals'))

describe('attention', () => {
  test('names its places as the model reads them', () => {
    expect(placeNames(model('a_b_equals'), 3)).toEqual(['a', 'b', '='])
    expect(placeNames(model('a_op_b_equals'), 4)).toEqual(['a', '∘', 'b', '='])
  })

  test('is what the last place pays: on average, and for a pair', () => {
    expect(placeShares(block!, 0, 0, 1)).toEqual([{ place: 'a', mean: 0.5, pair: 0 }, { place: 'b', mean: 0.3, pair: 1 }, { place: '=', mean: 0.2, pair: 0 }])
    expect(placeShares(block!, 0, 1, 0)[0]).toEqual({ place: 'a', mean: 0.5, pair: null })
    expect(attentionSentence(block!, 20)).toContain('head 0 pays 50\u00A0% to a')
    expect(attentionTable(block!, 20, 0, 0).rows[1]).toEqual(['head 0, b', '30.0\u00A0%', '25.0\u00A0%'])
  })

  test('is a map over pairs for each head and place', () => {
    expect(Array.from(attentionMap(block!, 0, 1)!.values)).toEqual([0.25, 1, 0, 0.25])
    expect(attentionMap({ ...block!, pairs: null }, 0, 1)).toBeNull()
  })
})
