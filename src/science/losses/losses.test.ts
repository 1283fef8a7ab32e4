import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import { crossEntropy } from './cross-entropy.ts'
import { mse } from './mse.ts'

const ops = referenceOps()
const logits = (dtype: 'f32' | 'f64', ...rows: number[][]) => {
  const data = dtype === 'f64' ? Float64Array.from(rows.flat()) : Float32Array.from(rows.flat())
  return ops.constant({ shape: [rows.length, rows[0]!.length], dtype, data })
}
const labels = (...values: number[]) => ops.constant({ shape: [values.length], dtype: 'i32', data: Int32Array.from(values) })
const scalar = (tensor: Parameters<typeof ops.value>[0]): number => ops.value(tensor).data[0]!

describe('cross-entropy', () => {
  const z = [[1, 2, 3], [0.5, -1, 0]]
  // −log softmax, by hand: row 0 at 2, row 1 at 0
  const expected = (Math.log(1 + Math.exp(-1) + Math.exp(-2)) + Math.log(1 + Math.exp(-1.5) + Math.exp(-0.5))) / 2

  test.each(['exact_gradient', 'plain'] as const)('%s is the mean of −log softmax', (form) => {
    expect(scalar(crossEntropy.mean(ops, { kind: 'cross_entropy', form }, logits('f64', ...z), labels(2, 0)))).toBeCloseTo(expected, 14)
  })

  test('the exact form keeps losses that the plain one rounds to 0 in f32', () => {
    const sure = logits('f32', [30, 0])
    expect(scalar(crossEntropy.mean(ops, { kind: 'cross_entropy', form: 'exact_gradient' }, sure, labels(0)))).toBeCloseTo(Math.exp(-30), 18)
    expect(scalar(crossEntropy.mean(ops, { kind: 'cross_entropy', form: 'plain' }, sure, labels(0)))).toBe(0)
  })
})

describe('mean squared error', () => {
  test('averages over examples and outputs', () => {
    const value = scalar(mse.mean(ops, { kind: 'mse' }, logits('f64', [1, 0, 2], [0, 0.5, 0]), labels(0, 1)))
    expect(value).toBeCloseTo((0 + 0 + 4 + 0 + 0.25 + 0) / 6, 15)
  })
})
