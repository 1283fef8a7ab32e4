import { describe, expect, test } from 'vitest'
import type { NamedTensors } from '../../shared/tensors.ts'
import type { Widths } from './model.ts'
import { answersOf, lackOf, matrix, pairsOf, placesOf, startingWeights } from './testing/eager.ts'

const model = { kind: 'two_head', trunk: [3], heads: [2], activation: 'tanh' }
const widths: Widths = { inputs: { kind: 'features', columns: 3 }, outputs: 1 }
const weights = startingWeights(model, widths, 2)

function layer(from: NamedTensors, name: string, x: readonly number[]): number[] {
  const { shape, data } = from[`${name}.weight`]!
  const [inputs = 0, outputs = 0] = shape
  return Array.from({ length: outputs }, (_, j) => Array.from({ length: inputs }, (_, i) => x[i]! * data[i * outputs + j]!).reduce((a, b) => a + b, from[`${name}.bias`]!.data[j]!))
}

describe('a network with two heads', () => {
  const head = (which: 0 | 1, x: readonly number[]): number => layer(weights, `heads.${which}.1`, layer(weights, `heads.${which}.0`, layer(weights, 'trunk.0', x).map(Math.tanh)).map(Math.tanh))[0]!

  test('answers with the head of the treatment, and notes what the other would have said', () => {
    const cases = [[0.3, -1, 0], [0.3, -1, 1], [2, 0.5, 1]]
    const { rows, noted } = answersOf(model, widths, weights, matrix(cases))
    cases.forEach(([a = 0, b = 0, t], i) => {
      expect(rows[i]![0]).toBeCloseTo(head(t === 1 ? 1 : 0, [a, b]), 12)
      expect([...noted['outcomes']!.data.subarray(2 * i, 2 * i + 2)]).toEqual([expect.closeTo(head(0, [a, b]), 12), expect.closeTo(head(1, [a, b]), 12)])
    })
    expect(noted['features']!.shape).toEqual([3, 3])
  })

  test('has a trunk that does not see the treatment and two heads of equal shape', () => {
    expect(placesOf(model, widths)).toEqual(['trunk.0.weight 2x3', 'trunk.0.bias 3', ...['heads.0', 'heads.1'].flatMap((name) => [`${name}.0.weight 3x2`, `${name}.0.bias 2`, `${name}.1.weight 2x1`, `${name}.1.bias 1`])])
  })

  test('wants a treatment beside other numbers, and one outcome', () => {
    expect(lackOf(model, pairsOf(3))).toMatch(/are symbols/)
    expect(lackOf(model, { ...widths, inputs: { kind: 'features', columns: 1 } })).toMatch(/at least one number more/)
    expect(lackOf(model, { ...widths, outputs: 2 })).toMatch(/asks for 2/)
  })
})
