import { describe, expect, test } from 'vitest'
import { referenceNumerics } from '../../engine/ops/reference/numerics.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import { normal } from '../random/draw.ts'
import { circularity, embeddingComponents, principalComponents } from './embedding-components.ts'
import { fourierPowerMeasure } from './fourier-power.ts'
import { frequencyPower } from './frequency-power.ts'
import { neuronFrequencies, neuronWaves } from './neuron-frequencies.ts'
import { phaseAlignment } from './phase-alignment.ts'
import { residueOrder } from '../../shared/residue-order.ts'
import { neuronTables } from './symbol-tables.ts'
import { measured } from './testing/measured.ts'

function matrix(rows: number, columns: number, value: (row: number, column: number) => number): HostTensor {
  return { shape: [rows, columns], dtype: 'f64', data: Float64Array.from({ length: rows * columns }, (_, i) => value(Math.floor(i / columns), i % columns)) }
}
const table = (modulus: number) => ({ kind: 'modular_table', modulus }) as const
const wave = (p: number, k: number, phase = 0) => (x: number) => Math.cos((2 * Math.PI * k * x) / p - phase)

describe('waves of neurons', () => {
  test('frequency, phase, amplitude and share are those that made the column, its constant left out', () => {
    const p = 31
    const waves = neuronWaves(matrix(p, 5, (x, j) => 7 + (j + 1) * 0.5 * wave(p, 3 * j + 1, j - 2)(x)))
    waves.forEach(({ frequency, phase, amplitude, share }, j) => {
      expect(frequency).toBe(3 * j + 1)
      expect(phase).toBeCloseTo(j - 2, 12)
      expect(amplitude).toBeCloseTo((j + 1) * 0.5, 12)
      expect(share).toBeCloseTo(1, 12)
    })
  })

  test('two waves share as their squares, and an alternating column is the frequency p/2', () => {
    const [mixed, alternating] = neuronWaves(matrix(12, 2, (x, j) => (j === 0 ? 3 * wave(12, 2)(x) + wave(12, 5, 1)(x) : 0.4 * (-1) ** x)))
    expect(mixed!.share).toBeCloseTo(0.9, 12)
    expect(alternating).toMatchObject({ frequency: 6, phase: 0 })
    expect(alternating!.amplitude).toBeCloseTo(0.4, 12)
  })

  test('with an embedding are those of embedding times first layer', () => {
    const p = 11
    const embed = matrix(p, 2, (x, j) => wave(p, 4, j === 0 ? 0 : Math.PI / 2)(x)) // a circle of frequency 4
    const layer = matrix(2, 3, (i, j) => (i === 0 ? Math.cos(j) : Math.sin(j)))
    const values = neuronFrequencies.compute(measured(table(p), { 'embed.weight': embed, 'layers.0.weight': layer }))
    for (const j of [0, 1, 2]) {
      expect(values[`neuron_frequency.${j}`]).toBe(4)
      expect(values[`neuron_phase.${j}`]).toBeCloseTo(j, 12)
    }
    expect(values['neurons_explained']).toBe(1)
    expect(values['neuron_frequencies']).toBe(1)
  })

  test('side by side embeddings meet their own part of the layer', () => {
    const p = 7
    const embed = matrix(p, 2, (x, j) => wave(p, 2, j === 0 ? 0 : Math.PI / 2)(x))
    const layer = matrix(4, 1, (i) => [1, 0, 0, 1][i]!)
    const found = neuronTables(measured(table(p), { 'embed.weight': embed, 'layers.0.weight': layer }))
    const phases = typeof found === 'string' ? [] : found.tables.map((each) => neuronWaves(each)[0]!.phase)
    expect(phases).toHaveLength(2)
    expect(phases[0]).toBeCloseTo(0, 12)
    expect(phases[1]).toBeCloseTo(Math.PI / 2, 12)
  })

  test('tables and layers of their own for each place are taken together', () => {
    const p = 7
    const circle = (k: number) => matrix(p, 2, (x, j) => wave(p, k, j === 0 ? 0 : Math.PI / 2)(x))
    const weights = { 'embed.0.weight': circle(1), 'embed.1.weight': circle(3), 'layers.0.0.weight': matrix(2, 1, (i) => 1 - i), 'layers.0.1.weight': matrix(2, 1, (i) => i) }
    const found = neuronTables(measured(table(p), weights))
    expect(typeof found === 'string' ? [] : found.tables.map((each) => neuronWaves(each)[0]!.frequency)).toEqual([1, 3])
    expect(neuronTables(measured(table(p), { 'embed.weight': circle(1) }))).toMatch(/first layer, which this model does not have/)
  })
})

describe('phases of neurons', () => {
  const [p, neurons] = [17, 40]
  const phases = normal(2 * neurons, { seed: 8, stream: 1 })
  const closedForm = (off: number) => ({
    'layers.0.weight': matrix(2 * p, neurons, (row, j) => wave(p, 1 + (j % 8), row < p ? phases[j]! : phases[neurons + j]!)(row % p)),
    'layers.1.weight': matrix(neurons, p, (j, c) => wave(p, 1 + (j % 8), phases[j]! + phases[neurons + j]! + off)(c)),
  })

  test('add up in Gromov’s closed form, and show how far they are off', () => {
    expect(phaseAlignment.compute(measured(table(p), closedForm(0)))).toEqual({ phase_alignment: expect.closeTo(1, 12), frequency_lock: 1 })
    expect(phaseAlignment.compute(measured(table(p), closedForm(0.3)))['phase_alignment']).toBeCloseTo(Math.cos(0.3), 12)
  })

  test('are asked of networks with one hidden layer that add', () => {
    expect(phaseAlignment.lacks(measured(table(p), { ...closedForm(0), 'layers.2.weight': matrix(p, p, () => 1) }))).toMatch(/one hidden layer/)
    expect(phaseAlignment.lacks(measured({ kind: 'modular_table', modulus: p, operator: 'subtract' }, closedForm(0)))).toMatch(/adds residues/)
  })
})

describe('power of frequencies', () => {
  test('finds the key frequencies that made the matrix, and their power', () => {
    const p = 59
    const noise = normal(2 * p * 8, { seed: 3, stream: 2 })
    const values = frequencyPower.compute(measured(table(p), { 'layers.0.weight': matrix(2 * p, 8, (x, j) => wave(p, [5, 17, 22][j % 3]!, j)(x % p) + 0.1 * noise[x * 8 + j]!) }))
    expect(values['key_frequencies']).toBe(3)
    expect(values['frequency_power.17']).toBeCloseTo(3 / 8, 1)
    expect(values['key_frequency_power']).toBeGreaterThan(0.95)
    expect(Object.entries(values).filter(([name]) => name.startsWith('frequency_power.')).reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 12)
  })

  test('Fourier entropy: 0 for pure waves, log of the number of equal amplitudes, alternating ones too', () => {
    const p = 8
    const entropyOf = (value: (x: number) => number) => frequencyPower.compute(measured(table(p), { 'layers.0.weight': matrix(2 * p, 1, (x) => value(x % p)) }))['fourier_entropy']
    expect(entropyOf(wave(p, 3, 1))).toBeCloseTo(0, 7)
    // A single 1 has the same amplitude at every frequency.
    expect(entropyOf((x) => (x === 2 ? 1 : 0))).toBeCloseTo(Math.log(4), 12)
  })

  test('Gaussian weights of p = 67 have Fourier entropy log 33 − 0.139 on average, for Rayleigh amplitudes', () => {
    const p = 67
    const values = frequencyPower.compute(measured(table(p), { 'layers.0.weight': { shape: [2 * p, 400], dtype: 'f64', data: normal(2 * p * 400, { seed: 1, stream: 2 }) } }))
    // E[x log x]/E[x] − log E[x] = ½(ψ(3/2) + log 2) − ½ log(π/2) = 0.1390; the sum of 33 in place of its mean adds a few 1/33.
    expect(Math.abs(values['fourier_entropy']! - (Math.log(33) - 0.139))).toBeLessThan(0.015)
  })

  test('an embedding is read by its place, an "=" beyond the residues left out', () => {
    const p = 13
    const embed = matrix(p + 1, 3, (x, j) => (x === p ? 50 : wave(p, 6, j)(x)))
    const input = measured(table(p), { 'embed.weight': embed })
    const sequence = { ...input, examples: { ...input.examples, inputs: { kind: 'tokens', values: { shape: [1, 3], dtype: 'i32', data: Int32Array.of(0, 0, p) }, vocabulary: p + 1 } } } as const
    expect(frequencyPower.compute(sequence)['frequency_power.6']).toBeCloseTo(1, 12)
    expect(fourierPowerMeasure.compute(sequence, { place: 'embed.weight' })['ipr']).toBeCloseTo(0.5, 12)
    expect(frequencyPower.lacks(sequence, { place: 'blocks.0.attn.q.weight' })).toMatch(/blocks\.0\.attn\.q\.weight, which/)
  })
})

describe('where the task multiplies', () => {
  test('rows are put in the order of powers of a primitive root: 1, 3, 2, 6, 4, 5 mod 7', () => {
    const multiply = { kind: 'modular_table', operator: 'multiply', modulus: 7, ordered: true } as const
    expect([...residueOrder(multiply)!.order!]).toEqual([1, 3, 2, 6, 4, 5])
    expect(residueOrder({ ...multiply, operator: 'add' })).toEqual({ modulus: 7, order: null })
    expect(residueOrder({ ...multiply, modulus: 8 })!.order).toBeNull()
  })

  test('waves over discrete logarithms are pure, which over residues look random', () => {
    const p = 31
    const order = residueOrder({ kind: 'modular_table', operator: 'multiply', modulus: p, ordered: true })!.order!
    const logarithm = new Int32Array(p)
    order.forEach((residue, k) => (logarithm[residue] = k))
    const weights = { 'layers.0.weight': matrix(2 * p, 4, (x, j) => (x % p === 0 ? 0 : wave(p - 1, 4 + j)(logarithm[x % p]!))) }
    expect(fourierPowerMeasure.compute(measured({ kind: 'modular_table', operator: 'multiply', modulus: p }, weights))['frequency_share']).toBeCloseTo(1, 12)
    expect(fourierPowerMeasure.compute(measured(table(p), weights))['frequency_share']).toBeLessThan(0.5)
  })
})

describe('principal components', () => {
  test('of two circles share the variance as their squared radii, have effective dimension e^H, and circularity 1', () => {
    const p = 23
    const embed = matrix(p, 6, (x, j) => (j < 4 ? (j < 2 ? 2 : 1) * wave(p, j < 2 ? 3 : 7, (j % 2) * (Math.PI / 2))(x) : 5))
    const values = embeddingComponents.compute(measured(table(p), { 'embed.weight': embed }))
    const shares = [0.4, 0.4, 0.1, 0.1]
    shares.forEach((share, i) => expect(values[`component_share.${i + 1}`]).toBeCloseTo(share, 12))
    expect(values['effective_dimension']).toBeCloseTo(Math.exp(-shares.reduce((sum, q) => sum + q * Math.log(q), 0)), 9)
    expect(values['circularity']).toBeCloseTo(1, 12)
  })

  test('of a Gaussian embedding are not waves', () => {
    const components = principalComponents(referenceNumerics, { shape: [59, 20], dtype: 'f64', data: normal(59 * 20, { seed: 5, stream: 1 }) })
    expect(circularity(components)).toBeLessThan(0.35)
  })

  test('need no residues, but circularity does', () => {
    const values = embeddingComponents.compute(measured({ kind: 'toy_addition' }, { 'embed.weight': matrix(10, 1, (x) => x) }))
    expect(values).toEqual({ 'component_share.1': 1, effective_dimension: 1 })
  })
})
