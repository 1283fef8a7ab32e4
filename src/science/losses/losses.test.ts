import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import type { Asked } from '../evaluation.ts'
import { crossEntropy } from './cross-entropy.ts'
import { mse } from './mse.ts'

const ops = referenceOps()
const logits = (dtype: 'f32' | 'f64', ...rows: number[][]) => {
  const data = dtype === 'f64' ? Float64Array.from(rows.flat()) : Float32Array.from(rows.flat())
  return ops.constant({ shape: [rows.length, rows[0]!.length], dtype, data })
}
const asked = (...values: number[]): Asked => ({ kind: 'classes', labels: ops.constant({ shape: [values.length], dtype: 'i32', data: Int32Array.from(values) }) })
const scalar = (tensor: Parameters<typeof ops.value>[0]): number => ops.value(tensor).data[0]!

describe('cross-entropy', () => {
  const z = [[1, 2, 3], [0.5, -1, 0]]
  // −log softmax, by hand: row 0 at 2, row 1 at 0
  const expected = (Math.log(1 + Math.exp(-1) + Math.exp(-2)) + Math.log(1 + Math.exp(-1.5) + Math.exp(-0.5))) / 2

  test.each(['exact_gradient', 'plain'] as const)('%s is the mean of −log softmax', (form) => {
    expect(scalar(crossEntropy.mean(ops, { kind: 'cross_entropy', form }, logits('f64', ...z), asked(2, 0)))).toBeCloseTo(expected, 14)
  })

  test('the exact form keeps losses that the plain one rounds to 0 in f32', () => {
    const sure = logits('f32', [30, 0])
    expect(scalar(crossEntropy.mean(ops, { kind: 'cross_entropy', form: 'exact_gradient' }, sure, asked(0)))).toBeCloseTo(Math.exp(-30), 18)
    expect(scalar(crossEntropy.mean(ops, { kind: 'cross_entropy', form: 'plain' }, sure, asked(0)))).toBe(0)
  })
})

describe('mean squared error', () => {
  test('averages over examples and outputs', () => {
    const value = scalar(mse.mean(ops, { kind: 'mse' }, logits('f64', [1, 0, 2], [0, 0.5, 0]), asked(0, 1)))
    expect(value).toBeCloseTo((0 + 0 + 4 + 0 + 0.25 + 0) / 6, 15)
  })

  test('measures the distance to targets where the answers are numbers', () => {
    const numbers: Asked = { kind: 'targets', targets: logits('f64', [1, 2], [0, -1]), right: { kind: 'sign' } }
    expect(scalar(mse.mean(ops, { kind: 'mse' }, logits('f64', [1, 0], [0.5, -1]), numbers))).toBeCloseTo((4 + 0.25) / 4, 15)
  })
})

test('cross-entropy has no word for answers that are numbers', () => {
  const targets = { kind: 'targets', values: { shape: [1, 1], dtype: 'f64', data: Float64Array.of(1) }, right: { kind: 'sign' } } as const
  expect(crossEntropy.lacks(targets)).toMatch(/judges classes/)
  expect(mse.lacks(targets)).toBeNull()
})
