import { expect, test } from 'vitest'
import { irrepMap, irrepNames, irrepOrder, irrepWords } from './irrep-map.ts'

const shares = { shape: [2, 3, 2], dtype: 'f64', data: Float64Array.of(0.1, 0.9, 0.8, 0.2, 0.4, 0.6, 0, 0, 0, 0, 0, 0) } as const

test('neurons stand together by the representation that they hold most of, the clearest first', () => {
  const order = irrepOrder(shares)
  expect([...order]).toEqual([1, 0, 2])
  const map = irrepMap(shares, ['trivial', 'sign'], order)
  expect([...map.shares]).toEqual([0.8, 0.1, 0.4, 0.2, 0.9, 0.6])
  expect(map.clear).toEqual([1, 2])
})

test('representations have the names of the measure, in its order, and are written as people write them', () => {
  expect(irrepNames({ 'embedding_share.trivial': 1, 'logit_similarity.sign': 1, 'embedding_share.p2_2': 0 })).toEqual(['trivial', 'p2_2'])
  expect(['p3_1_1', 'p3_1_1_plus', 'rotation_12', 'alternating_sign', 'standard'].map(irrepWords)).toEqual(['(3, 1, 1)', '(3, 1, 1)⁺', 'turn 12', 'alternating sign', 'standard'])
})
