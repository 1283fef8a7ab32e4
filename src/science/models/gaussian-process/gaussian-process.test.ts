import { describe, expect, test } from 'vitest'
import { referenceOps } from '../../../engine/ops/eager.ts'
import type { Ops } from '../../../engine/ops/ops.ts'
import { ModelConfig } from '../../../shared/schema/config/model.ts'
import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import type { Asked } from '../../evaluation.ts'
import type { Right } from '../../types.ts'
import type { Pass, Widths } from '../model.ts'
import { answersOf, constants, lackOf, matrix, placesOf, startingWeights } from '../testing/eager.ts'
import { gpClassification } from './classification.ts'
import { gaussHermite } from './gauss-hermite.ts'
import { rawOf } from './kernel.ts'
import { gpRegression } from './regression.ts'

const widths = (columns: number, trained: number): Widths => ({ inputs: { kind: 'features', columns }, outputs: 1, trained })
const row = (...data: number[]): HostTensor => ({ shape: [data.length], dtype: 'f64', data: Float64Array.from(data) })
const within: Right = { kind: 'within', tolerance: 1 }

/** ∫ f(z) φ(z) dz by small steps. */
function overNormal(f: (z: number) => number): number {
  const [from, to, n] = [-9, 9, 18_000]
  const h = (to - from) / n
  let sum = 0
  for (let i = 0; i <= n; i++) {
    const z = from + i * h
    sum += f(z) * Math.exp(-z * z / 2) * (i === 0 || i === n ? 0.5 : 1)
  }
  return (sum * h) / Math.sqrt(2 * Math.PI)
}

describe('Gauss–Hermite', () => {
  test('has the moments 1, 1, 3, 15, 105, 945 of a standard normal number', () => {
    const { nodes, weights } = gaussHermite(20)
    const moment = (k: number): number => nodes.reduce((sum, x, i) => sum + weights[i]! * x ** k, 0)
    for (const [k, expected] of [[0, 1], [2, 1], [4, 3], [6, 15], [8, 105], [10, 945]] as const) expect(moment(k) / expected).toBeCloseTo(1, 11)
    for (const k of [1, 3, 5]) expect(moment(k)).toBeCloseTo(0, 10)
  })
  test('with two points they are ±1, with three 0 and ±√3', () => {
    expect(gaussHermite(2)).toEqual({ nodes: [expect.closeTo(-1, 12), expect.closeTo(1, 12)], weights: [expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)] })
    expect(gaussHermite(3).nodes[2]).toBeCloseTo(Math.sqrt(3), 12)
    expect(gaussHermite(3).weights[1]).toBeCloseTo(2 / 3, 12)
  })
})

test('the raw number of a positive one is the inverse of softplus, from 1e-6 to 1e3', () => {
  for (const x of [1e-6, 1e-3, 0.5, 30, 1e3]) expect(Math.log1p(Math.exp(-Math.abs(rawOf(x)))) + Math.max(rawOf(x), 0)).toBeCloseTo(x, 10)
})

describe('exact regression', () => {
  const model = { kind: 'gp_regression', length_scale: 0.7, output_scale: 1.5, noise: 0.3, least_noise: 0.1 }
  const config = ModelConfig.parse(model) as Extract<ModelConfig, { kind: 'gp_regression' }>
  const [x, y] = [[0, 1], [2, -1]] as const
  const weights = { ...startingWeights(model, widths(1, 2)), mean: row(0.5) }
  const pass = (ops: Ops): Pass => ({ trained: () => ({ inputs: ops.constant(matrix(x.map((each) => [each]))), answers: ops.constant(matrix(y.map((each) => [each]))) }) })

  // C = [[s + σ², k], [k, s + σ²]] with k = s exp(−½/ℓ²), written out.
  const [s, noise] = [1.5, 0.3 + 0.1]
  const k = s * Math.exp(-0.5 / 0.7 ** 2)
  const [a, determinant] = [s + noise, (s + noise) ** 2 - k ** 2]
  const [r0, r1] = [y[0] - 0.5, y[1] - 0.5]
  const solved = [(a * r0 - k * r1) / determinant, (a * r1 - k * r0) / determinant] as const
  const reach = (at: number): readonly [number, number] => [s * Math.exp(-0.5 * (at / 0.7) ** 2), s * Math.exp(-0.5 * ((at - 1) / 0.7) ** 2)]

  test('data fit and complexity are the two terms of −log p(y)/n', () => {
    const ops = referenceOps()
    const asked: Asked = { kind: 'targets', targets: ops.constant(matrix(y.map((each) => [each]))), right: within }
    const terms = gpRegression.objective!.terms(ops, config, widths(1, 2), constants(ops, weights), { inputs: ops.constant(matrix(x.map((each) => [each]))), asked }, pass(ops))
    expect(ops.value(terms.data_fit).data[0]).toBeCloseTo((r0 * solved[0] + r1 * solved[1]) / 2 / 2, 12)
    expect(ops.value(terms.complexity).data[0]).toBeCloseTo((Math.log(determinant) / 2 + Math.log(2 * Math.PI)) / 2, 12)
  })

  test('answers are the posterior mean, and the loss counts its variance and the noise', () => {
    const at = [0, 0.4, 5]
    const mean = at.map((each) => 0.5 + reach(each)[0] * solved[0] + reach(each)[1] * solved[1])
    answersOf(model, widths(1, 2), weights, matrix(at.map((each) => [each])), pass).rows.forEach(([found], i) => expect(found).toBeCloseTo(mean[i]!, 12))
    const ops = referenceOps()
    const asked: Asked = { kind: 'targets', targets: ops.constant(matrix(at.map(() => [1]))), right: within }
    const loss = gpRegression.objective!.loss(ops, config, widths(1, 2), constants(ops, weights), { inputs: ops.constant(matrix(at.map((each) => [each]))), asked }, pass(ops))
    const costs = at.map((each, i) => {
      const [p, q] = reach(each)
      const variance = s - (a * p * p - 2 * k * p * q + a * q * q) / determinant + noise
      return 0.5 * Math.log(2 * Math.PI * variance) + (1 - mean[i]!) ** 2 / (2 * variance)
    })
    expect(ops.value(loss).data[0]).toBeCloseTo(costs.reduce((sum, cost) => sum + cost) / 3, 12)
  })

  test('a length of its own for each number has as many, and far too many examples or symbols are refused', () => {
    expect(placesOf({ ...model, per_dimension: true }, widths(3, 9))).toEqual(['mean 1', 'kernel.raw_output_scale 1', 'kernel.raw_length_scale 3', 'likelihood.raw_noise 1'])
    expect(lackOf(model, widths(1, 513))).toMatch(/at most 512 training examples, and there are 513/)
    expect(lackOf(model, { ...widths(1, 9), outputs: 2 })).toMatch(/one number, and this task asks for 2/)
    expect(lackOf(model, { inputs: { kind: 'tokens', columns: 2, vocabulary: 5 }, outputs: 1 })).toMatch(/are symbols/)
    expect(gpRegression.objective!.lacks(config, { kind: 'classes', values: row(), classes: 2 })).toMatch(/gp_classification/)
  })
})

describe('variational classification', () => {
  const model = { kind: 'gp_classification', inducing: 2, length_scale: 1, output_scale: 2, per_dimension: true }
  const config = ModelConfig.parse(model) as Extract<ModelConfig, { kind: 'gp_classification' }>
  const x = [[0, 1], [1, 1], [-1, 0.5]]
  const y = [1, -1, 1]
  const pass = (ops: Ops): Pass => ({ trained: () => ({ inputs: ops.constant(matrix(x)), answers: ops.constant(matrix(y.map((each) => [each]))) }) })
  const start = startingWeights(model, widths(2, 3))
  const terms = (weights: NamedTensors) => {
    const ops = referenceOps()
    const asked: Asked = { kind: 'targets', targets: ops.constant(matrix(y.map((each) => [each]))), right: { kind: 'sign' } }
    const { data_fit, complexity } = gpClassification.objective!.terms(ops, config, widths(2, 3), constants(ops, weights), { inputs: ops.constant(matrix(x)), asked }, pass(ops))
    return { data_fit: ops.value(data_fit).data[0]!, complexity: ops.value(complexity).data[0]! }
  }

  test('at the prior nothing is known: no complexity, and the cost is that of a normal number of variance s', () => {
    expect(answersOf(model, widths(2, 3), start, matrix(x), pass).rows).toEqual([[0], [0], [0]])
    expect(terms(start).complexity).toBeCloseTo(0, 12)
    expect(terms(start).data_fit).toBeCloseTo(overNormal((z) => Math.log1p(Math.exp(-Math.SQRT2 * z))), 5)
  })

  test('away from it the function at an inducing point is L v, and the divergence that of two normals', () => {
    const weights: NamedTensors = { ...start, mean: row(0.25), 'variational.mean': row(0.5, -1), 'variational.root': matrix([[0.6, 99], [0.2, -0.3]]) }
    // K = [[2, k], [k, 2]], L its Cholesky factor; 99 stands above the diagonal and counts nowhere.
    const k = 2 * Math.exp(-0.5)
    const [l00, l10] = [Math.SQRT2, k / Math.SQRT2]
    const l11 = Math.sqrt(2 - l10 ** 2)
    const means = [0.25 + l00 * 0.5, 0.25 + l10 * 0.5 - l11]
    const { rows } = answersOf(model, widths(2, 3), weights, matrix(x.slice(0, 2)), pass)
    rows.forEach(([found], i) => expect(found).toBeCloseTo(means[i]!, 5)) // the jitter is 1e-6
    const squares = 0.6 ** 2 + 0.2 ** 2 + 0.3 ** 2
    expect(terms(weights).complexity).toBeCloseTo((0.5 * (squares + 1.25 - 2) - Math.log(0.6 * 0.3)) / 3, 12)
  })

  test('more inducing points than examples, classes and symbols are refused', () => {
    expect(lackOf(model, widths(2, 1))).toMatch(/2 of 1 training examples/)
    expect(gpClassification.objective!.lacks(config, { kind: 'classes', values: row(), classes: 2 })).toMatch(/task.answer to sign/)
  })
})
