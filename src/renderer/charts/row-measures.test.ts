import { expect, test } from 'vitest'
import type { Curves } from '../../shared/schema/run.ts'
import { rowMeasures } from './row-measures.ts'

const logged = (...names: readonly string[]): Curves => Object.fromEntries(names.map((name) => [name, { steps: Uint32Array.of(0, 1), values: Float64Array.of(1, 2) }]))
const shown = (curves: Curves): readonly string[] => rowMeasures(curves).map(({ title }) => title)

test('before points are read the usual four have their axes', () => {
  expect(shown({})).toEqual(['Weight norm', 'Frequency share', 'Gini of Fourier power', 'Participation ratio'])
})
test('only what a run logs is shown; free places go to its other series, those of the whole network first', () => {
  expect(shown(logged('train_loss', 'test_loss', 'weight_norm', 'norm_l2.layers.0.weight', 'data_fit', 'complexity', 'norm_l2.layers.1.weight'))).toEqual(['Weight norm', 'Data fit', 'Complexity', 'Norm l2 of layers.0.weight'])
  expect(shown(logged('train_loss', 'train_accuracy'))).toEqual([])
})
test('a series without a finite value is none', () => {
  expect(shown({ ...logged('train_loss'), gini: { steps: Uint32Array.of(0), values: Float64Array.of(NaN) } })).toEqual([])
})
test('a series of counts is written without decimals', () => {
  const curves: Curves = { live_neurons: { steps: Uint32Array.of(0, 1), values: Float64Array.of(1000, 888) }, irrelevant_weight: { steps: Uint32Array.of(0, 1), values: Float64Array.of(1, 0.5) } }
  expect(rowMeasures(curves).map(({ series, decimals }) => [series, decimals])).toEqual([['live_neurons', 0], ['irrelevant_weight', null]])
})
