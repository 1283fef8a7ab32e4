import { describe, expect, test } from 'vitest'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { Widths } from './model.ts'
import { answersOf, lackOf, placesOf, startingWeights } from './testing/eager.ts'

const model = { kind: 'lstm', embedding: 2, hidden: 3, layers: 2 }
const widths: Widths = { inputs: { kind: 'tokens', columns: 4, vocabulary: 5 }, outputs: 2 }
const weights = startingWeights(model, widths, 1)
const tokens = (rows: readonly (readonly number[])[]): HostTensor => ({ shape: [rows.length, 4], dtype: 'i32', data: Int32Array.from(rows.flat()) })

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const at = (from: NamedTensors, name: string, row: number, column: number): number => from[name]!.data[row * from[name]!.shape[1]! + column]!

/** The text without its padding through every cell, one number at a time. */
function writtenOut(from: NamedTensors, text: readonly number[]): number[] {
  let read = text.filter((word) => word !== 0).map((word) => [0, 1].map((i) => at(from, 'embed.weight', word, i)))
  for (const layer of [0, 1]) {
    let [h, c] = [[0, 0, 0], [0, 0, 0]]
    read = read.map((x) => {
      const gate = (k: number, j: number): number => {
        const column = 3 * k + j
        const own = x.reduce((sum, value, i) => sum + value * at(from, `layers.${layer}.input.weight`, i, column), 0)
        return own + h.reduce((sum, value, i) => sum + value * at(from, `layers.${layer}.hidden.weight`, i, column), 0) + from[`layers.${layer}.bias`]!.data[column]!
      }
      const next = c.map((before, j) => sigmoid(gate(1, j)) * before + sigmoid(gate(0, j)) * Math.tanh(gate(2, j)))
      const said = next.map((value, j) => sigmoid(gate(3, j)) * Math.tanh(value))
      ;[h, c] = [said, next]
      return said
    })
  }
  const last = read.at(-1) ?? [0, 0, 0]
  return [0, 1].map((answer) => last.reduce((sum, value, i) => sum + value * at(from, 'unembed.weight', i, answer), from['unembed.bias']!.data[answer]!))
}

describe('the text classifier', () => {
  test('answers as its cells written out do, at the last word', () => {
    const texts = [[1, 2, 3, 4], [4, 1, 0, 0], [0, 0, 2, 2]]
    const { rows, noted } = answersOf(model, widths, weights, tokens(texts))
    texts.forEach((text, i) => writtenOut(weights, text).forEach((wanted, j) => expect(rows[i]![j]).toBeCloseTo(wanted, 12)))
    expect(noted['features']?.shape).toEqual([3, 3])
  })

  test('padding before, between and after the words says nothing', () => {
    const { rows } = answersOf(model, widths, weights, tokens([[3, 1, 0, 0], [0, 0, 3, 1], [3, 0, 0, 1]]))
    expect(rows[1]).toEqual(rows[0])
    expect(rows[2]).toEqual(rows[0])
  })

  test('parameters are those of torch.nn.LSTM with one bias, uniform on ±1/√hidden', () => {
    expect(placesOf(model, widths)).toEqual(['embed.weight 5x2', 'layers.0.input.weight 2x12', 'layers.0.hidden.weight 3x12', 'layers.0.bias 12', 'layers.1.input.weight 3x12', 'layers.1.hidden.weight 3x12', 'layers.1.bias 12', 'unembed.weight 3x2', 'unembed.bias 2'])
    const wide = startingWeights({ ...model, hidden: 100 }, widths)['layers.0.input.weight']!.data
    expect(Math.max(...wide.map(Math.abs))).toBeGreaterThan(0.095)
    expect(Math.max(...wide.map(Math.abs))).toBeLessThanOrEqual(0.1)
    expect(lackOf(model, { inputs: { kind: 'features', columns: 4 }, outputs: 2 })).toMatch(/are numbers/)
  })
})
