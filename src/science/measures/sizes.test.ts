import { describe, expect, test } from 'vitest'
import { RunConfig } from '../../shared/schema/run-config.ts'
import { experimentOf } from '../experiment.ts'
import { fiveSecondGrok } from '../presets/five-second-grok.ts'
import { normal } from '../random/draw.ts'
import { degreesOfFreedom } from '../theory/uniqueness.ts'
import { fourierPowerMeasure } from './fourier-power.ts'
import { matrixNorms } from './matrix-norms.ts'
import { weightMovement } from './movement.ts'
import { neuronNorms, neuronsByNorm } from './neuron-norms.ts'
import { relevantInputs } from './relevant-inputs.ts'
import { representation } from './representation.ts'
import { spectralEntropy } from './spectral-entropy.ts'
import { measured } from './testing/measured.ts'
import { weightNorm } from './weight-norm.ts'

const f64 = (shape: readonly number[], ...data: number[]) => ({ shape, dtype: 'f64', data: Float64Array.from(data) }) as const
const modular = { kind: 'modular_table', modulus: 5 } as const
const parity = { kind: 'sparse_parity', bits: 3, relevant: 2, rows: 8 } as const

describe('the reference run before training', () => {
  const { config, examples, split, weights } = experimentOf(RunConfig.parse(fiveSecondGrok.config))
  const input = { ...measured(modular, weights), config, examples, split }

  test('has norm 12, IPR 0.033, Gini 0.02 and share 0.14, as measured elsewhere', () => {
    expect(weightNorm.compute(input)['weight_norm']).toBeCloseTo(12, 0)
    const { ipr, gini, frequency_share: share } = fourierPowerMeasure.compute(input)
    expect(Math.abs(ipr! - 0.033)).toBeLessThan(0.001)
    expect(gini).toBeCloseTo(0.02, 2)
    expect(share).toBeCloseTo(0.14, 2)
  })

  test('has effective ranks 107, 161 and 57, as measured elsewhere', () => {
    const ranks = spectralEntropy.compute(input)
    for (const [place, rank] of [['layers.0', 107], ['layers.1', 161], ['layers.2', 57]] as const) expect(Math.abs(ranks[`effective_rank.${place}.weight`]! - rank)).toBeLessThan(1)
  })
})

describe('norms of each matrix', () => {
  test('are sums written out', () => {
    const values = matrixNorms.compute(measured(modular, { a: f64([2, 2], 3, 0, -4, 0), b: f64([1], 2) }))
    expect(values).toEqual({ 'norm_l1.a': 7, 'norm_l2.a': 5, 'norm_rms.a': 2.5, 'norm_l1.b': 2, 'norm_l2.b': 2, 'norm_rms.b': 2, weight_l1: 9 })
  })
})

describe('effective rank', () => {
  test('is r for r equal singular values, and e^H for others', () => {
    const values = spectralEntropy.compute(measured(modular, { a: f64([3, 2], 2, 0, 0, 2, 0, 0), b: f64([2, 2], 3, 0, 0, 1), c: f64([2], 1, 1) }))
    expect(values['effective_rank.a']).toBeCloseTo(2, 12)
    expect(values['spectral_entropy.b']).toBeCloseTo(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)), 12)
    expect(Object.keys(values)).toHaveLength(4)
  })
})

describe('movement', () => {
  test('is the largest change of a single weight, in each tensor and over all', () => {
    const values = weightMovement.compute(measured(modular, { a: f64([2], 1, -3), b: f64([1], 0.5) }, { a: f64([2], 1.5, -1), b: f64([1], 0) }))
    expect(values).toEqual({ movement: 2, 'movement.a': 2, 'movement.b': 0.5 })
  })
})

describe('relevant inputs', () => {
  test('are the smallest that decides against the largest that does not; a constant input is neither', () => {
    const weights = { 'layers.0.weight': f64([4, 2], 1.9, -0.1, 0.2, -1.5, 0.01, -0.02, 9, 9) }
    expect(relevantInputs.compute(measured({ ...parity, constant_input: true }, weights))).toEqual({ relevant_weight: 1.5, irrelevant_weight: 0.02, relevance: 75 })
  })

  test('in a concealed table are those of the pair', () => {
    const weights = { 'layers.0.weight': f64([6, 1], 1, 2, -3, 4, 0.5, -0.25) }
    expect(relevantInputs.compute(measured({ kind: 'concealed_table', modulus: 2, noise_bits: 2, rows: 8 }, weights))).toEqual({ relevant_weight: 1, irrelevant_weight: 0.5, relevance: 2 })
  })

  test('need inputs without a meaning', () => {
    expect(relevantInputs.lacks(measured(modular, {}))).toMatch(/Every input of this task matters/)
    expect(relevantInputs.lacks(measured(parity, {}))).toMatch(/layers\.0\.weight with a row for each input/)
  })
})

describe('concentration on few neurons', () => {
  const weights = { 'layers.0.weight': f64([2, 4], 3, 0, 0.1, 0, 4, 0, 0, 0), 'layers.0.bias': f64([4], 0, 12, 0, 0) }

  test('counts weights and bias of each neuron', () => {
    const values = neuronNorms.compute(measured(parity, weights), { top: 1 })
    expect(values['top_neuron_share']).toBeCloseTo(144 / (144 + 25 + 0.01), 12)
    expect(values['live_neurons']).toBe(2)
    expect([...neuronsByNorm(weights)]).toEqual([1, 0, 2, 3])
  })

  test('equal neurons share equally: k/n', () => {
    const equal = { 'layers.0.weight': f64([1, 40], ...Array.from({ length: 40 }, (_, j) => (j % 2 === 0 ? 1 : -1))) }
    expect(neuronNorms.compute(measured(parity, equal))).toEqual({ top_neuron_share: 0.2, neuron_norm_gini: 0, live_neurons: 40 })
  })
})

describe('the representation of a run of toy addition', () => {
  const toy = { kind: 'toy_addition' } as const

  test('of a line has RQI 1, no effective loss, and predicts what the training set allows', () => {
    const input = measured(toy, { 'embed.weight': f64([10, 1], ...Array.from({ length: 10 }, (_, k) => 2 - 0.1 * k)) })
    const values = representation.compute(input)
    expect(values['rqi']).toBe(1)
    expect(values['effective_loss']).toBeCloseTo(0, 20)
    expect(values['degrees_of_freedom']).toBe(degreesOfFreedom(10, input.split.train))
    expect(values['predicted_accuracy']).toBeGreaterThanOrEqual(values['ideal_accuracy']!)
  })

  test('at random has little RQI, and predicts less than the training set allows', () => {
    const input = measured(toy, { 'embed.weight': { shape: [10, 1], dtype: 'f64', data: normal(10, { seed: 2, stream: 1 }) } })
    const values = representation.compute(input)
    expect(values['rqi']).toBeLessThan(0.3)
    expect(values['predicted_accuracy']).toBeLessThan(values['ideal_accuracy']!)
    expect(representation.lacks(measured(modular, {}))).toMatch(/toy_addition/)
  })
})
