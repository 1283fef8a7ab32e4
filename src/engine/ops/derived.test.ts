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

describe('layers agree with their formula, written out number by number', () => {
  const close = (found: readonly number[], wanted: readonly number[]): void => {
    expect(found).toHaveLength(wanted.length)
    found.forEach((x, i) => expect(x).toBeCloseTo(wanted[i]!, 12))
  }

  test.each([[3, 3, false], [3, 3, true], [2, 4, true], [1, 4, true], [2, 4, false]])('attention of %i queries to %i keys, causal: %s', (t, l, isCausal) => {
    const [q, k, v] = [spread([1, 1, t, 2]), spread([1, 1, l, 2], 'f64', 1), spread([1, 1, l, 1], 'f64', 2)]
    const wanted = Array.from({ length: t }, (_, i) => {
      const weights = Array.from({ length: l }, (__, j) =>
        isCausal && j > i + l - t ? 0 : Math.exp((q.data[2 * i]! * k.data[2 * j]! + q.data[2 * i + 1]! * k.data[2 * j + 1]!) / Math.SQRT2),
      )
      const total = weights.reduce((a, b) => a + b)
      return weights.reduce((sum, weight, j) => sum + (weight / total) * v.data[j]!, 0)
    })
    close(elements(attention(ops, ops.constant(q), ops.constant(k), ops.constant(v), { isCausal }).read), wanted)
  })

  test('one step of an LSTM with one unit', () => {
    const [x, h, c] = [0.8, -0.4, 0.6]
    const [wx, wh, b] = [[0.5, -1, 1.5, 2], [1, 0.3, -0.7, 0.2], [0.1, 0.2, -0.3, 0.4]] as const
    const gate = (i: 0 | 1 | 2 | 3): number => x * wx[i] + h * wh[i] + b[i]
    const logistic = (z: number): number => 1 / (1 + Math.exp(-z))
    const cell = logistic(gate(1)) * c + logistic(gate(0)) * Math.tanh(gate(2))
    const one = (value: number): Tensor => ops.constant(f64([1, 1], [value]))
    const weights = { input: ops.constant(f64([1, 4], wx)), hidden: ops.constant(f64([1, 4], wh)), bias: ops.constant(f64([4], b)) }
    const after = lstmCell(ops, one(x), { hidden: one(h), cell: one(c) }, weights)
    close([...elements(after.cell), ...elements(after.hidden)], [cell, logistic(gate(3)) * Math.tanh(cell)])
  })

  test.each([[1, 0], [2, 0], [1, 1], [3, 2]])('convolution with stride %i and padding %i', (stride, padding) => {
    const [x, kernel] = [spread([1, 6, 5, 2]), spread([3, 2, 2, 2], 'f64', 1)]
    const [oh, ow] = [Math.floor((6 + 2 * padding - 3) / stride) + 1, Math.floor((5 + 2 * padding - 2) / stride) + 1]
    const at = (i: number, j: number, c: number): number => (i < 0 || i >= 6 || j < 0 || j >= 5 ? 0 : x.data[(i * 5 + j) * 2 + c]!)
    const wanted = Array.from({ length: oh * ow * 2 }, (_, place) => {
      const [i, j, f] = [Math.floor(place / (2 * ow)), Math.floor(place / 2) % ow, place % 2]
      let total = 0
      for (let dy = 0; dy < 3; dy++) for (let dx = 0; dx < 2; dx++) for (let c = 0; c < 2; c++) total += at(i * stride + dy - padding, j * stride + dx - padding, c) * kernel.data[((dy * 2 + dx) * 2 + c) * 2 + f]!
      return total
    })
    const y = conv2d(ops, ops.constant(x), ops.constant(kernel), { stride, padding })
    expect(y.shape).toEqual([1, oh, ow, 2])
    close(elements(y), wanted)
  })
})
