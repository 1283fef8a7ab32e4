import { describe, expect, test } from 'vitest'
import { LabError } from '../../shared/errors.ts'
import { f32, f64, spread } from './conformance/case.ts'
import { attention, cholesky, conv2d, dropout, kthLargest, layerNorm, lstmCell, maxPool2d, sigmoid, softplus, splitHeads, stableMaxCrossEntropy } from './derived.ts'
import { referenceOps } from './eager.ts'
import type { Tensor } from './ops.ts'

const ops = referenceOps()
const zeros = (...shape: number[]): Tensor => ops.full(shape, 0, 'f32')
const elements = (tensor: Tensor): number[] => [...ops.value(tensor).data]
const key = (counter: number) => ({ seed: 1, stream: 2, counter: ops.full([], counter, 'i32') })

describe('arguments that do not fit are refused with a sentence', () => {
  const attempts: readonly (readonly [name: string, why: string, attempt: () => unknown])[] = [
    ['dropout', 'the rate 1 is not in [0, 1)', () => dropout(ops, zeros(2), 1, key(0))],
    ['dropout', 'the rate NaN is not in [0, 1)', () => dropout(ops, zeros(2), NaN, key(0))],
    ['layerNorm', 'gain and bias have the length 3 of the last axis', () => layerNorm(ops, zeros(2, 3), { bias: zeros(2) })],
    ['layerNorm', 'gain and bias have the length 3 of the last axis', () => layerNorm(ops, zeros(2, 3), { gain: zeros(2, 3) })],
    ['attention', 'it is [batch, time, width] with a width that 4 heads divide', () => splitHeads(ops, zeros(1, 2, 6), 4)],
    ['attention', 'all three are [batch, heads, time, width]', () => attention(ops, zeros(2, 3, 4), zeros(2, 3, 4), zeros(2, 3, 4))],
    ['lstmCell', 'the bias has the length 8 of four gates', () => lstmCell(ops, zeros(1, 3), { hidden: zeros(1, 2), cell: zeros(1, 2) }, { input: zeros(3, 8), hidden: zeros(2, 8), bias: zeros(6) })],
    ['conv2d', 'the kernel is [height, width, channels, filters] with the channels of the images', () => conv2d(ops, zeros(1, 4, 4, 2), zeros(3, 3, 1, 5))],
    ['conv2d', 'windows and stride at least 1', () => conv2d(ops, zeros(1, 4, 4, 2), zeros(3, 3, 2, 5), { stride: 0 })],
    ['conv2d', 'padding at least 0', () => conv2d(ops, zeros(1, 4, 4, 2), zeros(3, 3, 2, 5), { padding: 0.5 })],
    ['maxPool2d', 'images are [n, height, width, channels]', () => maxPool2d(ops, zeros(4, 4), 2)],
    ['cholesky', 'it is defined for square matrices, at least 1 long', () => cholesky(ops, zeros(3, 2))],
    ['kthLargest', '0 is not a place among its 4 elements', () => kthLargest(ops, zeros(2, 2), 0)],
    ['kthLargest', '5 is not a place among its 4 elements', () => kthLargest(ops, zeros(2, 2), 5)],
  ]
  for (const [name, why, attempt] of attempts) {
    test(`${name}: ${why}`, () => {
      expect(attempt).toThrow(LabError)
      expect(attempt).toThrow(why)
      expect(attempt).toThrow(new RegExp(`^${name} of .* Asked for at src/engine/ops/derived\\.test\\.ts:\\d+\\.$`))
    })
  }
})

describe('dropout', () => {
  const ones = ops.full([100, 100], 1, 'f64')

  test('keeps the share of elements asked for, and the mean', () => {
    const dropped = elements(dropout(ops, ones, 0.3, key(5)))
    expect(dropped.every((x) => x === 0 || Math.abs(x - 1 / 0.7) < 1e-12)).toBe(true)
    expect(dropped.filter((x) => x === 0).length / 1e4).toBeCloseTo(0.3, 1)
    expect(dropped.reduce((a, b) => a + b) / 1e4).toBeCloseTo(1, 1)
  })
  test('is the same under the same key and another under another', () => {
    expect(elements(dropout(ops, ones, 0.3, key(5)))).toEqual(elements(dropout(ops, ones, 0.3, key(5))))
    expect(elements(dropout(ops, ones, 0.3, key(6)))).not.toEqual(elements(dropout(ops, ones, 0.3, key(5))))
  })
  test('of rate 0 is no operation', () => {
    expect(dropout(ops, ones, 0, key(5))).toBe(ones)
  })
  test('drops NaN and infinity too', () => {
    const kept = elements(dropout(ops, ops.full([50], NaN, 'f32'), 0.5, key(1)))
    expect(kept).toContain(0)
    expect(kept.some(Number.isNaN)).toBe(true)
  })
})

test('sigmoid and softplus keep their digits at both ends of f32', () => {
  const x = ops.constant(f32([4], [-80, 80, -1000, 1000]))
  const [low, high, none, all] = elements(sigmoid(ops, x))
  expect(low! / Math.exp(-80)).toBeCloseTo(1, 6)
  expect([high, none, all]).toEqual([1, 0, 1])
  expect(elements(softplus(ops, x)).map((y, i) => y / [Math.exp(-80), 80, 1, 1000][i]!)).toEqual([expect.closeTo(1, 6), 1, 0, 1])
})

test('stableMaxCrossEntropy keeps its digits where the probability rounds to 1', () => {
  const [loss] = elements(stableMaxCrossEntropy(ops, ops.constant(f32([1, 2], [1e5, -1e5])), ops.full([1], 0, 'i32')))
  expect(loss! / 1e-10).toBeCloseTo(1, 4)
})

test('a causal query sees no key after its own place, whatever stands there', () => {
  const q = ops.constant(spread([1, 1, 3, 2]))
  const { read } = attention(ops, q, q, ops.constant(f64([1, 1, 3, 1], [1, 2, 1e300])), { isCausal: true })
  expect(elements(read).slice(0, 2).every((x) => x >= 1 && x <= 2)).toBe(true)
})

test('an LSTM whose forget gate is open and whose input gate is shut remembers', () => {
  const cell = ops.constant(f64([1, 2], [0.3, -0.7]))
  const [wide, n] = [ops.full([1, 8], 0, 'f64'), ops.full([2, 8], 0, 'f64')]
  const bias = ops.constant(f64([8], [-1000, -1000, 1000, 1000, 5, 5, 1000, 1000]))
  const after = lstmCell(ops, ops.full([1, 1], 9, 'f64'), { hidden: cell, cell }, { input: wide, hidden: n, bias })
  expect(elements(after.cell)).toEqual([0.3, -0.7])
  expect(elements(after.hidden)).toEqual([Math.tanh(0.3), Math.tanh(-0.7)])
})
