import { describe, expect, test } from 'vitest'
import { countAbove, featureRank, tunnelLength } from '../../science/measures/feature-rank.ts'
import { linearProbes } from '../../science/measures/linear-probes.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import { f64, measuredRun } from './testing/measured-run.ts'

const config: RunConfigInput = {
  task: { kind: 'linear_teacher_student', inputs: 5, rows: 60 },
  split: { train_fraction: 0.5 },
  model: { kind: 'mlp', input: 'features', hidden: [8, 6] },
  loss: { kind: 'mse' },
  optimiser: { kind: 'adamw', learning_rate: 0.01 },
  precision: 'f64',
  steps: 1,
}

describe('the rank of features', () => {
  test('counts what is above max(n, d) times the machine epsilon, or that times the largest', () => {
    const epsilon = 2 ** -23
    expect(countAbove([1000, 1, 1.1 * 100 * epsilon, 0.9 * 100 * epsilon], 100, epsilon, false)).toBe(3)
    expect(countAbove([1000, 1, 1.1 * 100 * epsilon, 0.9 * 100 * epsilon], 100, epsilon, true)).toBe(2)
    expect(countAbove([3, 2, 1], 100, 0.5, false)).toBe(0)
  })

  test('ends the tunnel at the first layer from the back that is not low', () => {
    expect(tunnelLength([100, 400, 299, 12], [400, 400, 400, 400], 0.75)).toBe(2)
    expect(tunnelLength([400, 400], [400, 400], 0.75)).toBe(0)
    expect(tunnelLength([10, 10], [400, 400], 0.75)).toBe(2)
  })

  test('is one where all neurons see one direction, and the tunnel is there', async () => {
    const first = f64([5, 8], Array.from({ length: 40 }, (_, i) => (Math.floor(i / 8) + 1) * ((i % 8) + 1) * 0.1)) // u vᵀ, v > 0
    const found = await featureRank.compute(measuredRun(config, { 'layers.0.weight': first }))
    expect(found['feature_rank.hidden.0']).toBe(1)
    expect(found['feature_rank.hidden.1']).toBe(1)
    expect(found['tunnel_length']).toBe(2)
  })

  test('is that of the covariance: a constant neuron adds nothing', async () => {
    const weights = measuredRun({ ...config, model: { kind: 'mlp', input: 'features', hidden: [3], bias: true } }, {
      'layers.0.weight': f64([5, 3], [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      'layers.0.bias': f64([3], [0, 0, 7]),
    })
    expect((await featureRank.compute(weights))['feature_rank.hidden.0']).toBe(2)
    const { 'hidden.0': spectrum } = await featureRank.arrays!(weights)
    expect(spectrum!.shape).toEqual([3])
    expect(spectrum!.data[2]).toBeCloseTo(0, 14)
  })
})

describe('linear probes', () => {
  // Two classes that the first hidden layer tells apart by one neuron; the second layer is dead.
  const parity: RunConfigInput = {
    ...config,
    task: { kind: 'sparse_parity', bits: 4, relevant: 1, rows: 80, answer: 'classes' },
    loss: { kind: 'cross_entropy' },
  }
  const [first, dead] = [f64([4, 8], Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))), f64([8, 6], new Float64Array(48))]
  const input = measuredRun(parity, { 'layers.0.weight': first, 'layers.1.weight': dead })

  test('read an answer that is there, on both sides', async () => {
    const found = await linearProbes.compute(input, { steps: 100, learning_rate: 0.1 })
    expect(found['probe_train_accuracy.hidden.0']).toBe(1)
    expect(found['probe_test_accuracy.hidden.0']).toBe(1)
  })

  test('say the more frequent class where nothing is there', async () => {
    const labels = input.examples.answers.values.data
    const share = (rows: Int32Array): number => rows.reduce((sum, row) => sum + labels[row]!, 0) / rows.length
    const ones = share(input.split.train)
    const found = await linearProbes.compute(input, { steps: 100, learning_rate: 0.1 })
    expect(found['probe_train_accuracy.hidden.1']).toBeCloseTo(Math.max(ones, 1 - ones), 12)
    expect(found['probe_test_accuracy.hidden.1']).toBeCloseTo(ones > 0.5 ? share(input.split.test) : 1 - share(input.split.test), 12)
  })

  test('fit numbers, too, and need hidden layers', async () => {
    const found = await linearProbes.compute(measuredRun({ ...config, task: { kind: 'linear_teacher_student', inputs: 5, rows: 60, tolerance: 100 } }), { steps: 5 })
    expect(found['probe_train_accuracy.hidden.0']).toBe(1)
    expect(linearProbes.lacks(measuredRun({ ...config, model: { kind: 'linear' } }))).toMatch(/hidden layers/)
  })
})
