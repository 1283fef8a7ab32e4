import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../engine/ops/eager.ts'
import type { Ops } from '../../engine/ops/ops.ts'
import { ModelConfig } from '../../shared/schema/config/model.ts'
import type { NamedTensors } from '../../shared/tensors.ts'
import type { Asked } from '../evaluation.ts'
import { bayesianMlp } from './bayesian-mlp.ts'
import type { Pass, Widths } from './model.ts'
import { answersOf, constants, lackOf, matrix, placesOf, startingWeights } from './testing/eager.ts'

const widths: Widths = { inputs: { kind: 'features', columns: 2 }, outputs: 1, trained: 10 }
const model = { kind: 'bayesian_mlp', hidden: [3], activation: 'tanh', prior_deviation: 2, start_deviation: 0.5 }
const config = ModelConfig.parse(model) as Extract<ModelConfig, { kind: 'bayesian_mlp' }>
const weights = startingWeights(model, widths, 3)
const x = [[1, -0.5], [0.2, 2]]
const drawing = (step: number) => (ops: Ops): Pass => ({ draws: (purpose) => ({ seed: 1, stream: purpose.length, counter: ops.full([], step, 'i32') }) })

describe('a Bayesian network', () => {
  test('has a mean and the logarithm of a deviation for every weight', () => {
    expect(placesOf(model, widths)).toEqual(['layers.0.weight 2x3', 'layers.0.weight_log_deviation 2x3', 'layers.0.bias 3', 'layers.0.bias_log_deviation 3', 'layers.1.weight 3x1', 'layers.1.weight_log_deviation 3x1', 'layers.1.bias 1', 'layers.1.bias_log_deviation 1'])
    expect([...weights['layers.1.weight_log_deviation']!.data]).toEqual([Math.log(0.5), Math.log(0.5), Math.log(0.5)])
    expect(lackOf(model, { ...widths, inputs: { kind: 'tokens', columns: 2, vocabulary: 3 } })).toMatch(/are symbols/)
  })

  test('answers as the MLP of its means', () => {
    const means = Object.fromEntries(Object.entries(weights).filter(([name]) => !name.endsWith('deviation')))
    const same = answersOf({ kind: 'mlp', input: 'features', hidden: [3], activation: 'tanh', bias: true }, widths, means, matrix(x))
    expect(answersOf(model, widths, weights, matrix(x)).rows).toEqual(same.rows)
  })

  test('while it is trained, sums vary from step to step by Σ x² σ² + σ²', () => {
    const linear = { ...model, activation: 'identity' }
    const silent: NamedTensors = { ...weights, 'layers.1.weight_log_deviation': { ...matrix([[-40], [-40], [-40]]) }, 'layers.1.bias_log_deviation': { shape: [1], dtype: 'f64', data: Float64Array.of(-40) } }
    const steps = 4000
    const [middle] = answersOf(linear, widths, silent, matrix([x[0]!])).rows[0]!
    const drawn = Array.from({ length: steps }, (_, step) => answersOf(linear, widths, silent, matrix([x[0]!]), drawing(step)).rows[0]![0]!)
    const spread = drawn.reduce((sum, value) => sum + (value - middle!) ** 2, 0) / steps
    const out = Array.from(silent['layers.1.weight']!.data).reduce((sum, w) => sum + w * w, 0)
    const expected = 0.25 * (1 + 0.25 + 1) * out
    expect(Math.abs(spread / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / steps))
  })

  test('its complexity is the divergence from the prior an example, its data fit the cost of what was drawn', () => {
    const ops = referenceOps()
    const targets = ops.constant(matrix([[1], [-1]]))
    const asking = (right: Extract<Asked, { kind: 'targets' }>['right']) => ({ inputs: ops.constant(matrix(x)), asked: { kind: 'targets', targets, right } as Asked })
    const at = constants(ops, weights)
    const { complexity, data_fit } = bayesianMlp.objective!.terms(ops, config, widths, at, asking({ kind: 'sign' }), {})
    const means = Object.entries(weights).filter(([name]) => !name.endsWith('deviation')).flatMap(([, { data }]) => [...data])
    const divergence = means.reduce((sum, mu) => sum + Math.log(2 / 0.5) + (0.25 + mu * mu) / 8 - 0.5, 0)
    expect(ops.value(complexity).data[0]).toBeCloseTo(divergence / 10, 12)
    const [[f], [g]] = answersOf(model, widths, weights, matrix(x)).rows as [[number], [number]]
    expect(ops.value(data_fit).data[0]).toBeCloseTo((Math.log1p(Math.exp(-f)) + Math.log1p(Math.exp(g))) / 2, 12)
    const numbers = bayesianMlp.objective!.loss(ops, { ...config, noise_deviation: 0.2 }, widths, at, asking({ kind: 'within', tolerance: 1 }), {})
    const density = (distance: number): number => distance ** 2 / 0.08 + Math.log(0.2 * Math.sqrt(2 * Math.PI))
    expect(ops.value(numbers).data[0]).toBeCloseTo((density(f - 1) + density(g + 1)) / 2, 12)
  })
})
