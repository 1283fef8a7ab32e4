import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import type { Asked } from '../evaluation.ts'
import { crossEntropy } from './cross-entropy.ts'
import { losses } from './index.ts'
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

describe('the precision of the softmax', () => {
  const ce = (z: ReturnType<typeof logits>, label: number, config: object) => crossEntropy.mean(ops, { kind: 'cross_entropy', form: 'plain', ...config }, z, asked(label))

  test('f64 keeps a plain loss that f32 rounds to 0, and gives it back in the dtype of the run', () => {
    const sure = logits('f32', [25, 0])
    expect(scalar(ce(sure, 0, {}))).toBe(0)
    const kept = ce(sure, 0, { softmax_precision: 'f64' })
    expect(kept.dtype).toBe('f32')
    expect(scalar(kept)).toBeCloseTo(Math.exp(-25), 15)
    expect(scalar(ce(logits('f64', [25, 0]), 0, { softmax_precision: 'f32' }))).toBe(0)
  })

  test('f16 rounds each number: log 3 is 1.0986328125 there', () => {
    // 1.0986122886… lies between 1125/1024 = 1.0986328125 and 1124/1024; the half nearest is the first.
    expect(scalar(ce(logits('f32', [1, 1, 1]), 0, { softmax_precision: 'f16' }))).toBe(1125 / 1024)
    expect(scalar(ce(logits('f32', [1, 1, 1]), 0, { softmax_precision: 'f16', form: 'exact_gradient' }))).toBe(1125 / 1024)
  })

  test('in f16 a plain loss is 0 from a lead of log 2¹¹ = 7.6 on, the exact one ends below 6e-8', () => {
    const loss = (lead: number, form: string) => scalar(ce(logits('f32', [lead, 0]), 0, { softmax_precision: 'f16', form }))
    expect(loss(7.5, 'plain')).toBeGreaterThan(0)
    expect(loss(7.7, 'plain')).toBe(0)
    expect(loss(7.7, 'exact_gradient')).toBeCloseTo(Math.exp(-7.7), 6)
    expect(loss(16, 'exact_gradient')).toBeGreaterThan(0)
    expect(loss(18, 'exact_gradient')).toBe(0)
    expect(loss(-3, 'exact_gradient')).toBe(loss(-3, 'plain'))
  })

  test('the divisor divides', () => {
    const z = logits('f64', [1, 2, 3])
    expect(scalar(ce(z, 0, { divisor: 67 }))).toBeCloseTo(scalar(ce(z, 0, {})) / 67, 15)
  })
})

describe('StableMax', () => {
  test('is −log s_y / Σ s: s(2) = 3, s(0) = 1, s(−1) = 1/2', () => {
    expect(scalar(losses.stable_max.mean(ops, { kind: 'stable_max' }, logits('f64', [2, 0, -1]), asked(1)))).toBeCloseTo(Math.log(4.5), 14)
  })
})

describe('losses of signs', () => {
  const signs: Asked = { kind: 'targets', targets: logits('f64', [1], [-1], [-1]), right: { kind: 'sign' } }
  const f = logits('f64', [0.25], [0.5], [-3])

  test('the hinge counts what the margin of 1 lacks', () => {
    expect(scalar(losses.hinge.mean(ops, { kind: 'hinge' }, f, signs))).toBeCloseTo((0.75 + 1.5 + 0) / 3, 15)
  })

  test('the logistic loss is softmax cross-entropy of (f, 0)', () => {
    const two = logits('f64', [0.25, 0], [0.5, 0], [-3, 0])
    const expected = scalar(crossEntropy.mean(ops, { kind: 'cross_entropy', form: 'exact_gradient' }, two, asked(0, 1, 1)))
    expect(scalar(losses.logistic.mean(ops, { kind: 'logistic' }, f, signs))).toBeCloseTo(expected, 15)
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
    expect(scalar(mse.mean(ops, { kind: 'mse', divisor: 0.002 }, logits('f64', [1, 0], [0.5, -1]), numbers))).toBeCloseTo((4 + 0.25) / 4 / 0.002, 10)
  })
})

test('each loss says which answers it cannot judge', () => {
  const values = { shape: [1, 1], dtype: 'f64', data: Float64Array.of(1) } as const
  const signs = { kind: 'targets', values, right: { kind: 'sign' } } as const
  const numbers = { kind: 'targets', values, right: { kind: 'within', tolerance: 1 } } as const
  const classes = { kind: 'classes', values: { shape: [1], dtype: 'i32', data: Int32Array.of(0) }, classes: 2 } as const
  for (const loss of [losses.cross_entropy, losses.stable_max]) {
    expect(loss.lacks(classes)).toBeNull()
    expect(loss.lacks(signs)).toMatch(/judges classes/)
  }
  for (const loss of [losses.hinge, losses.logistic]) {
    expect(loss.lacks(signs)).toBeNull()
    expect(loss.lacks(numbers)).toMatch(/numbers of any size/)
    expect(loss.lacks(classes)).toMatch(/those of this task are classes/)
  }
  for (const answers of [signs, numbers, classes]) expect(mse.lacks(answers)).toBeNull()
})
