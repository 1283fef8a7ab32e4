import { expect, test } from 'vitest'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import { cellFormula, cellWords } from './cell-words.ts'
import { tensorChoices } from './tensor-choices.ts'

const config = RunConfig.parse({ task: { kind: 'modular_table', modulus: 59 }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden: [50, 60], bias: true }, optimiser: { kind: 'adamw', learning_rate: 0.01 }, steps: 1 })
const [a, , hidden, output, bias] = tensorChoices(config, { 'layers.0.bias': [50] })

test('a cell says what it is, whichever way its matrix is drawn', () => {
  expect(cellWords(a!, 17, 49)).toBe('weight from input a = 17 to neuron 49 in layers.0.weight')
  expect(cellWords(hidden!, 3, 4)).toBe('weight from neuron 3 of layer 1 to neuron 4 of layer 2 in layers.1.weight')
  expect(cellWords(output!, 5, 7)).toBe('weight from neuron 7 to answer 5 in layers.2.weight')
  expect(cellWords(bias!, 0, 12)).toBe('bias 12 of layers.0.bias')
})

test('and where it enters the sum', () => {
  expect(cellFormula(a!, 17, 49)).toBe('h₄₉(a, b) = σ(… + W₁[a, 49] + …), counted where a = 17')
  expect(cellFormula(hidden!, 3, 4)).toBe('h′₄ = σ(… + W₂[3, 4] · h₃ + …)')
  expect(cellFormula(output!, 5, 7)).toBe('logit₅ = … + W₃[7, 5] · h₇ + …')
  expect(cellFormula(bias!, 0, 1)).toBeNull()
})
