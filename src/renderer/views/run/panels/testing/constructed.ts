import { RunConfig } from '../../../../../shared/schema/run-config.ts'
import type { HostTensor, NamedTensors } from '../../../../../shared/tensors.ts'

const matrix = (rows: number, columns: number, at: (row: number, column: number) => number): HostTensor => ({
  shape: [rows, columns],
  dtype: 'f64',
  data: Float64Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns)),
})
const turn = (k: number, x: number, p: number): number => (2 * Math.PI * k * x) / p

/** PAIR's circle with N neurons at the angles θ_i = 2πi/N: in cos(kωa − θ_i), out cos(2θ_i − kωc). */
export function circleWeights(p: number, neurons: number, k: number): NamedTensors {
  const theta = (i: number): number => (2 * Math.PI * i) / neurons
  return {
    'layers.0.weight': matrix(2 * p, neurons, (row, i) => Math.cos(turn(k, row % p, p) - theta(i))),
    'layers.1.weight': matrix(neurons, p, (i, c) => Math.cos(2 * theta(i) - turn(k, c, p))),
  }
}

/** Gromov's closed form with phases of a fixed, irregular kind: neuron i has the frequency i + 1. */
export function waveWeights(p: number, neurons: number): NamedTensors {
  const [f, g] = [(i: number): number => (i * 2.399) % (2 * Math.PI), (i: number): number => (i * 5.083 + 1) % (2 * Math.PI)]
  return {
    'layers.0.weight': matrix(2 * p, neurons, (row, i) => Math.cos(turn(i + 1, row % p, p) + (row < p ? f(i) : g(i)))),
    'layers.1.weight': matrix(neurons, p, (i, c) => Math.cos(turn(i + 1, c, p) + f(i) + g(i))),
  }
}

export function mlpConfig(p: number, hidden: readonly number[], more: object = {}, operator = 'add'): RunConfig {
  return RunConfig.parse({ task: { kind: 'modular_table', operator, modulus: p }, split: { train_fraction: 0.5 }, model: { kind: 'mlp', hidden, activation: 'quadratic', ...more }, loss: { kind: 'mse' }, optimiser: { kind: 'adamw', learning_rate: 0.01 }, steps: 10 })
}
