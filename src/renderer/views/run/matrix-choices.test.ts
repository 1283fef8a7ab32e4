import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { matrixChoices, pictureOf, tensorIndex } from './matrix-choices.ts'

const config = RunConfig.parse({
  task: { kind: 'modular_table', modulus: 3 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', hidden: [2, 4] },
  optimiser: { kind: 'adamw', learning_rate: 0.01 },
  steps: 10,
})

const tensor = (rows: number, columns: number) => ({ shape: [rows, columns], dtype: 'f32' as const, data: Float32Array.from({ length: rows * columns }, (_, i) => i) })

describe('the matrices of a run', () => {
  const choices = matrixChoices(config)

  test('are one block a symbol of the first layer, then every further layer', () => {
    expect(choices.map((choice) => choice.label)).toEqual(['W₁ a', 'W₁ b', 'W₂', 'W₃'])
    expect(choices.map((choice) => choice.tensor)).toEqual(['layers.0.weight', 'layers.0.weight', 'layers.1.weight', 'layers.2.weight'])
  })

  test('a block shows its own rows, and a cell of it names its place in the tensor', () => {
    const second = choices[1]!
    const picture = pictureOf(second, tensor(6, 2))
    expect(picture.rows).toBe(3)
    expect(Array.from(picture.values)).toEqual([6, 7, 8, 9, 10, 11])
    expect(tensorIndex(second, 1, 0)).toEqual([4, 0])
  })

  test('output weights are turned, so that neurons lie along the same axis', () => {
    const output = choices[3]!
    const picture = pictureOf(output, tensor(4, 3))
    expect([picture.rows, picture.columns]).toEqual([3, 4])
    const [input, answer] = tensorIndex(output, 2, 1)
    expect(picture.values[2 * 4 + 1]).toBe(tensor(4, 3).data[input! * 3 + answer!])
  })
})

describe('the matrices of other models', () => {
  const tensors = (model: object): string[] => matrixChoices(RunConfig.parse({ ...config, model })).map((choice) => choice.tensor)

  test('are listed by their places', () => {
    expect(tensors({ kind: 'factored_mlp' })).toEqual(['embed.weight', 'layers.0.weight', 'layers.1.weight'])
    expect(tensors({ kind: 'factored_mlp', tied_hidden: false, tied_unembedding: false })).toEqual(['embed.weight', 'layers.0.0.weight', 'layers.0.1.weight', 'layers.1.weight', 'unembed.weight'])
    expect(tensors({ kind: 'transformer', positions: 'none' })).toEqual([
      'embed.weight',
      ...['attn.q', 'attn.k', 'attn.v', 'attn.o', 'mlp.in', 'mlp.out'].map((part) => `blocks.0.${part}.weight`),
      'unembed.weight',
    ])
    expect(tensors({ kind: 'mlp', embedding: { width: 4, tables: 'separate' }, hidden: [3] })).toEqual(['embed.0.weight', 'embed.1.weight', 'layers.0.weight', 'layers.1.weight'])
    expect(tensors({ kind: 'mlp', embedding: { width: 4, combine: 'sum_of_layers' }, hidden: [3] })).toEqual(['embed.weight', 'layers.0.0.weight', 'layers.0.1.weight', 'layers.1.weight'])
  })

  test('of kinds that are not layers on symbols too', () => {
    expect(tensors({ kind: 'two_head', trunk: [4], heads: [3] })).toEqual(['trunk.0.weight', 'heads.0.0.weight', 'heads.0.1.weight', 'heads.1.0.weight', 'heads.1.1.weight'])
    expect(tensors({ kind: 'lstm', layers: 1 })).toEqual(['embed.weight', 'layers.0.input.weight', 'layers.0.hidden.weight', 'unembed.weight'])
    expect(tensors({ kind: 'matrix_completion' })).toEqual(['layers.0.plus', 'layers.0.minus'])
    expect(tensors({ kind: 'gp_regression' })).toEqual([])
  })

  test('have words across: there are many more of them than dimensions', () => {
    const [embedding] = matrixChoices(RunConfig.parse({ ...config, task: { kind: 'reviews' }, model: { kind: 'lstm' } }))
    expect(embedding).toMatchObject({ rowName: 'dimension', columnName: 'word', isTurned: true })
  })

  test('have symbols as rows and neurons as columns where their place tells', () => {
    const choices = matrixChoices(RunConfig.parse({ ...config, model: { kind: 'transformer' } }))
    const by = (label: string) => choices.find((choice) => choice.label === label)!
    // Three residues and the sign “=”.
    expect(by('embed')).toMatchObject({ isPeriodic: true, rowName: 'symbol' })
    expect(pictureOf(by('embed'), tensor(4, 8))).toMatchObject({ rows: 3, columns: 8 })
    expect(pictureOf(by('unembed'), tensor(8, 3))).toMatchObject({ rows: 3, columns: 8 })
    expect(by('blocks.0.mlp.out')).toMatchObject({ columnName: 'neuron', isPeriodic: false })
    expect(pictureOf(by('blocks.0.mlp.out'), tensor(16, 8))).toMatchObject({ rows: 8, columns: 16 })
    expect(by('blocks.0.attn.q').isPeriodic).toBe(false)
  })

  test('of a task without residues have no waves', () => {
    const group = RunConfig.parse({ ...config, task: { kind: 'group_table', group: 'alternating', n: 4 }, model: { kind: 'mlp', embedding: { width: 4, tables: 'separate' }, hidden: [3] } })
    expect(matrixChoices(group).map(({ title, isPeriodic, columnName }) => [title, isPeriodic, columnName])).toEqual([
      ['Embedding of a', false, 'dimension'],
      ['Embedding of b', false, 'dimension'],
      ['Input weights layers.0', false, 'neuron'],
      ['Output weights layers.1', false, 'neuron'],
    ])
  })
})
