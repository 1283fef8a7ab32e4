import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { pictureOf, storedCell, tensorIndex } from './matrix-choices.ts'
import { tensorChoices } from './tensor-choices.ts'

const config = RunConfig.parse({ task: { kind: 'modular_table', modulus: 3 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [2], bias: true }, optimiser: { kind: 'adamw', learning_rate: 0.01 }, steps: 1 })
const tensor = (...shape: number[]) => ({ shape, dtype: 'f64' as const, data: Float64Array.from({ length: shape.reduce((n, d) => n * d, 1) }, (_, i) => i) })

describe('the tensors of a checkpoint', () => {
  const choices = tensorChoices(config, { 'layers.0.weight': [6, 2], 'layers.0.bias': [2], 'layers.1.weight': [2, 3], 'layers.1.bias': [3], 'heads': [2, 2, 3, 4] })
  const byKey = (key: string) => choices.find((choice) => choice.key === key)!

  test('are the matrices of the model, then all others', () => {
    expect(choices.slice(0, 5).map(({ label }) => label)).toEqual(['W₁ a', 'W₁ b', 'W₂', 'layers.0.bias', 'layers.1.bias'])
  })

  test('one axis is a strip', () => {
    const bias = byKey('layers.1.bias')
    expect(pictureOf(bias, tensor(3))).toMatchObject({ rows: 1, columns: 3 })
    expect(tensorIndex(bias, 0, 2)).toEqual([2])
  })

  test('more than two are slices along the leading axes, whose cells know their place', () => {
    const slice = byKey('heads[1, 0]')
    const picture = pictureOf(slice, tensor(2, 2, 3, 4))
    expect([picture.rows, picture.columns]).toEqual([3, 4])
    expect(tensorIndex(slice, 2, 1)).toEqual([1, 0, 2, 1])
    expect(picture.values[2 * 4 + 1]).toBe((1 * 2 + 0) * 12 + 2 * 4 + 1)
    expect(choices.filter(({ tensor: name }) => name === 'heads')).toHaveLength(4)
  })

  test('a cell is found in its tensor without drawing it', () => {
    for (const [key, shape] of [['layers.0.weight:b', [6, 2]], ['layers.1.weight', [2, 3]], ['heads[0, 1]', [2, 2, 3, 4]], ['layers.0.bias', [2]]] as const) {
      const [choice, stored] = [byKey(key), tensor(...shape)]
      const picture = pictureOf(choice, stored)
      for (let row = 0; row < picture.rows; row++) for (let column = 0; column < picture.columns; column++) expect(storedCell(choice, stored, row, column)).toBe(picture.values[row * picture.columns + column])
    }
  })
})
