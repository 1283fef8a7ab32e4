import { describe, expect, test } from 'vitest'
import type { Ops } from '../../engine/ops/ops.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import type { Pass, Widths } from './model.ts'
import { answersOf, lackOf, matrix, pairsOf, placesOf, startingWeights } from './testing/eager.ts'

const numbers = (columns: number, outputs = 1): Widths => ({ inputs: { kind: 'features', columns }, outputs })
const x = [[1, 2, -1], [0.5, 0, 3]]

describe('a linear model', () => {
  const model = { kind: 'linear', start: [1, -2, 0.5] }
  test('sums from the weights it is told', () => {
    expect(answersOf(model, numbers(3), startingWeights(model, numbers(3)), matrix(x)).rows).toEqual([[1 - 4 - 0.5], [0.5 + 1.5]])
  })
  test('is refused a start of another length, and symbols', () => {
    expect(lackOf(model, numbers(4))).toMatch(/3 numbers are given for the start of 4 weights/)
    expect(lackOf({ kind: 'linear' }, pairsOf(3))).toMatch(/are symbols/)
    expect(placesOf({ kind: 'linear', bias: true }, numbers(3, 2))).toEqual(['layers.0.weight 3x2', 'layers.0.bias 2'])
  })
})

describe('a diagonal linear model', () => {
  const model = { kind: 'diagonal_linear', depth: 3, alpha: 0.5 }
  test('is nothing before training, and then ⟨u³ − v³, x⟩', () => {
    const start = startingWeights(model, numbers(3))
    expect(answersOf(model, numbers(3), start, matrix(x)).rows).toEqual([[0], [0]])
    expect([...start['layers.0.minus']!.data]).toEqual([0.5, 0.5, 0.5])
    const moved = { 'layers.0.plus': matrix([[2], [-1], [1]]), 'layers.0.minus': matrix([[1], [1], [0]]) }
    expect(answersOf(model, numbers(3), moved, matrix(x)).rows).toEqual([[7 - 4 - 1], [3.5 + 3]])
  })
})

describe('matrix completion', () => {
  const widths: Widths = { inputs: { kind: 'tokens', columns: 2, vocabulary: 2 }, outputs: 1 }
  const model = { kind: 'matrix_completion', alpha: 0.5 }
  const entries: HostTensor = { shape: [4, 2], dtype: 'i32', data: Int32Array.of(0, 0, 0, 1, 1, 0, 1, 1) }
  test('is nothing before training, and then U Uᵀ − V Vᵀ', () => {
    expect(answersOf(model, widths, startingWeights(model, widths), entries).rows).toEqual([[0], [0], [0], [0]])
    const moved = { 'layers.0.plus': matrix([[1, 2], [3, 4]]), 'layers.0.minus': matrix([[1, 0], [1, 1]]) }
    expect(answersOf(model, widths, moved, entries).rows).toEqual([[5 - 1], [11 - 1], [11 - 1], [25 - 2]])
  })
  test('takes pairs of symbols and answers one number', () => {
    expect(lackOf(model, numbers(3))).toMatch(/pair of symbols/)
    expect(lackOf(model, pairsOf(3))).toMatch(/one number, and this task asks for 3/)
  })
})

describe('a committee', () => {
  const model = { kind: 'committee', neurons: 2, epsilon: 0.5, alpha: 3 }
  test('answers with the averaged, bent and scaled sums, less those before training', () => {
    const [before, after] = [matrix([[1, 0], [0, 1], [1, 1]]), matrix([[2, 1], [1, -1], [0, 0.5]])]
    const from = (ops: Ops): Pass => ({ initial: () => ops.constant(before) })
    expect(answersOf(model, numbers(3), { 'layers.0.weight': before }, matrix(x), from).rows).toEqual([[0], [0]])
    const value = (w: HostTensor, row: readonly number[]): number => {
      const sums = [0, 1].map((k) => row.reduce((sum, each, i) => sum + each * w.data[2 * i + k]!, 0))
      return (3 / 2) * sums.reduce((sum, h) => sum + h + 0.25 * h * h, 0)
    }
    const { rows, noted } = answersOf(model, numbers(3), { 'layers.0.weight': after }, matrix(x), from)
    rows.forEach(([found], i) => expect(found).toBeCloseTo(value(after, x[i]!) - value(before, x[i]!), 12))
    expect(noted['hidden.0']?.shape).toEqual([2, 2])
  })
  test('answers one number from numbers', () => {
    expect(lackOf(model, pairsOf(3))).toMatch(/are symbols/)
    expect(lackOf(model, numbers(3, 2))).toMatch(/one number/)
  })
})
