import { expect, test } from 'vitest'
import { columnOf, neuronWave } from './neuron.ts'

const wave = (p: number, k: number, amplitude: number, phase: number, mean: number) =>
  Float64Array.from({ length: p }, (_, a) => mean + amplitude * Math.cos((2 * Math.PI * k * a) / p + phase))

test('a pure cosine gives back its frequency, amplitude, phase and mean', () => {
  const neuron = neuronWave(wave(59, 20, 0.342, 1.5, 0.02))
  expect(neuron.frequency).toBe(20)
  expect(neuron.share).toBeCloseTo(1, 10)
  expect(neuron.amplitude).toBeCloseTo(0.342, 10)
  expect(neuron.phase).toBeCloseTo(1.5, 10)
  expect(neuron.mean).toBeCloseTo(0.02, 10)
})

test('the middle frequency of an even table is not counted twice', () => {
  const neuron = neuronWave(wave(8, 4, 0.5, 0, 0))
  expect(neuron.frequency).toBe(4)
  expect(neuron.amplitude).toBeCloseTo(0.5, 10)
})

test('a given frequency is described even where it is not the dominant one', () => {
  const neuron = neuronWave(wave(31, 3, 1, 0, 0), 5)
  expect(neuron.frequency).toBe(5)
  expect(neuron.share).toBeCloseTo(0, 10)
})

test('a column is read down the rows', () => {
  const picture = { values: Float32Array.of(1, 2, 3, 4, 5, 6), rows: 3, columns: 2 }
  expect(Array.from(columnOf(picture, 1))).toEqual([2, 4, 6])
})
