import { expect, test } from 'vitest'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { attention } from './attention.ts'
import { measured } from './testing/measured.ts'

const p = 3
/** Two heads over a, b and =: the first looks at a and b alike, the second only at the first where a is 0. */
const pattern: HostTensor = {
  shape: [p * p, 2, 1, 3],
  dtype: 'f64',
  data: Float64Array.from(Array.from({ length: p * p }, (_, row) => [0.5, 0.5, 0, ...(row < p ? [1, 0, 0] : [0, 1, 0])]).flat()),
}

/** A run whose network notes this pattern, whatever its weights are. */
function looking(): MeasureInput {
  const input = measured({ kind: 'modular_table', modulus: p }, {})
  const network: MeasureInput['network'] = {
    ...input.network,
    outputs: (ops, _weights, rows, note) => {
      const n = rows.shape[0] ?? 0
      note?.('blocks.0.pattern', ops.full([n, 2, 1, 3], 0, 'f64'))
      return ops.full([n, p], 0, 'f64')
    },
    weights: () => ({}),
  }
  const outputs: HostTensor = { shape: [p * p, p], dtype: 'f64', data: new Float64Array(p * p * p) }
  const run = (): Promise<NamedTensors> => Promise.resolve({ outputs, 'note blocks.0.pattern': pattern })
  return { ...input, network, compute: { ...input.compute, run } }
}

test('attention is told on average, for every pair, and how spread it is', async () => {
  const input = looking()
  expect(attention.lacks(input)).toBeNull()
  expect((await attention.compute(input))['attention_entropy.blocks.0']).toBeCloseTo(Math.log(2) / 2, 12)
  const { 'mean.blocks.0': mean, 'pairs.blocks.0': pairs } = await attention.arrays!(input)
  expect(mean!.shape).toEqual([2, 1, 3])
  expect(Array.from(mean!.data, (x) => Math.round(3 * x) / 3)).toEqual([2 / 3, 2 / 3, 0, 1 / 3, 2 / 3, 0])
  expect(pairs!.shape).toEqual([p, p, 2, 3])
  expect(Array.from(pairs!.data.subarray(6, 12))).toEqual([0.5, 0.5, 0, 1, 0, 0]) // (0, 1)
  expect(Array.from(pairs!.data.subarray(6 * 6, 6 * 7))).toEqual([0.5, 0.5, 0, 0, 1, 0]) // (2, 0)
})

test('a network without attention says so', () => {
  expect(attention.lacks(measured({ kind: 'modular_table', modulus: p }, { 'layers.0.weight': { shape: [6, 1], dtype: 'f64', data: new Float64Array(6) } }))).toMatch(/attention, which this model does not have/)
})
