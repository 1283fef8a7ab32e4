import { describe, expect, test } from 'vitest'
import { committeeTerms } from '../../science/measures/committee-terms.ts'
import { fourierGap } from '../../science/measures/fourier-gap.ts'
import { lengthIn, mixedNorm, normBounds } from '../../science/measures/norm-bounds.ts'
import { normal } from '../../science/random/draw.ts'
import { teacherDirection } from '../../science/tasks/polynomial-regression.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import { f64, measuredRun } from './testing/measured-run.ts'

const common = { split: { train_fraction: 0.5 }, optimiser: { kind: 'sgd', learning_rate: 0.1 }, precision: 'f64', steps: 1 } as const

describe('the error of a committee', () => {
  const [d, n, alpha, epsilon] = [6, 4, 1.5, 0.25]
  const config: RunConfigInput = { ...common, task: { kind: 'polynomial_regression', inputs: d, rows: 40 }, model: { kind: 'committee', neurons: n, alpha, epsilon }, loss: { kind: 'mse' } }
  const moved = f64([d, n], normal(d * n, { seed: 4, stream: 2 }))
  const input = measuredRun(config, { 'layers.0.weight': moved })
  const values = committeeTerms.compute(input)

  test('is what drawn examples lose', () => {
    const beta = teacherDirection({ inputs: d, example_seed: 0 })
    const rows = 200_000
    const x = normal(rows * d, { seed: 1, stream: 9 })
    const before = input.initial['layers.0.weight']!.data
    const vote = (h: number): number => h + (epsilon * h * h) / 2
    let sum = 0
    let squares = 0
    for (let r = 0; r < rows; r++) {
      let [f, along] = [0, 0]
      for (let k = 0; k < n; k++) {
        let [now, start] = [0, 0]
        for (let i = 0; i < d; i++) {
          now += (x[r * d + i]! / Math.sqrt(d)) * moved.data[i * n + k]!
          start += (x[r * d + i]! / Math.sqrt(d)) * before[i * n + k]!
        }
        f += (alpha / n) * (vote(now) - vote(start))
      }
      for (let i = 0; i < d; i++) along += (x[r * d + i]! / Math.sqrt(d)) * beta[i]!
      const error = (f - along ** 2 / 2) ** 2
      sum += error / rows
      squares += error ** 2 / rows
    }
    expect(Math.abs(values['expected_error']! - sum)).toBeLessThan(4 * Math.sqrt((squares - sum ** 2) / rows))
  })

  test('is the sum of its parts, and that of answering 0 before training: ¾', () => {
    const parts = ['error_linear', 'error_mean', 'error_misalignment', 'error_variance'] as const
    expect(parts.reduce((sum, name) => sum + values[name]!, 0)).toBeCloseTo(values['expected_error']!, 12)
    const start = committeeTerms.compute(measuredRun(config))
    // E[½ z²]² over z ~ N(0, 1) is ¾: ¼ is the mean, ½ lies along β.
    expect(start).toMatchObject({ error_linear: 0, error_mean: expect.closeTo(0.25, 12) as number, error_misalignment: expect.closeTo(0.5, 12) as number, error_variance: expect.closeTo(0, 12) as number })
  })

  test('comes with an alignment of D where all features lie along the task', () => {
    const beta = teacherDirection({ inputs: d, example_seed: 0 })
    const along = f64([d, n], Array.from({ length: d * n }, (_, i) => beta[Math.floor(i / n)]! * ((i % n) - 1.5)))
    expect(committeeTerms.compute(measuredRun(config, { 'layers.0.weight': along }))['feature_alignment']).toBeCloseTo(d, 10)
    expect(committeeTerms.lacks(measuredRun({ ...config, model: { kind: 'linear' } }))).toMatch(/committee/)
  })
})

describe('norms of matrices', () => {
  const matrix = { shape: [2, 2], data: Float64Array.of(3, -1, 4, 2) }

  test('are sums written out, by columns', () => {
    expect(mixedNorm(1, Infinity, matrix)).toBe(7)
    expect(mixedNorm(2, 2, matrix)).toBeCloseTo(Math.sqrt(30), 12)
    expect(mixedNorm(2, 1, matrix)).toBeCloseTo(5 + Math.sqrt(5), 12)
    expect(mixedNorm(3, 1.5, matrix)).toBeCloseTo(((27 + 64) ** 0.5 + (1 + 8) ** 0.5) ** (2 / 3), 12)
    expect(lengthIn(2 / 3, [8, 27])).toBeCloseTo((4 + 9) ** 1.5, 12)
  })

  test('over the margin: one linear layer that separates the classes', async () => {
    const config: RunConfigInput = { ...common, task: { kind: 'sparse_parity', bits: 3, relevant: 1, rows: 40 }, model: { kind: 'linear', start: [1, 1, 1] }, loss: { kind: 'hinge' } }
    const found = await normBounds.compute(measuredRun(config, { 'layers.0.weight': f64([3, 1], [2, 0, 0]) }))
    // y = x₁ and f = 2 x₁: every margin is 2; W has the one singular value 2, and moved by (1, −1, −1).
    expect(found).toMatchObject({ norm_l1_max: 1, norm_frobenius: 1, norm_l3: 1, norm_spectral: 1, norm_trace: 1 })
    const a = Math.sqrt(1 + 2 * Math.log(3))
    expect(found['bound_frobenius']).toBeCloseTo(a / Math.sqrt(20), 12)
    expect(found['bound_l3']).toBeCloseTo(a / Math.cbrt(20), 12)
    expect(found['bound_spectral_l21']).toBeCloseTo((Math.log(20) * Math.log(3) * (Math.sqrt(3) / 2)) / Math.sqrt(20), 12)
    expect(found['bound_spectral_frobenius']).toBeCloseTo(Math.sqrt(3) / 2 / Math.sqrt(20), 12)
    expect(await normBounds.compute(measuredRun(config, { 'layers.0.weight': f64([3, 1], [-2, 0, 0]) }))).toEqual({})
  })
})

describe('the Fourier gap', () => {
  const parity = (bits: number, relevant: number): RunConfigInput => ({ ...common, task: { kind: 'sparse_parity', bits, relevant, rows: 40 }, model: { kind: 'mlp', input: 'features', hidden: [2] }, loss: { kind: 'hinge' } })
  const ones = (bits: number) => ({ 'layers.0.weight': f64([bits, 2], new Float64Array(bits * 2).fill(1)) })

  test('of equal weights is that of the majority of five: ½ (3/8 − 1/8)', async () => {
    const found = await fourierGap.compute(measuredRun(parity(5, 2), ones(5)))
    expect(found).toEqual({ fourier_gap: expect.closeTo(1 / 8, 12) as number, fourier_relevant: expect.closeTo(3 / 16, 12) as number, fourier_irrelevant: expect.closeTo(1 / 16, 12) as number })
  })

  test('is within its error where examples are drawn', async () => {
    // Coefficients of the majority of 15 at one and at three bits, halved: C(14, 7)/2¹⁵ and its 1/13.
    const one = 3432 / 2 ** 15
    const found = await fourierGap.compute(measuredRun(parity(15, 2), ones(15)), { samples: 20_000 })
    expect(Math.abs(found['fourier_relevant']! - one)).toBeLessThan(0.02)
    expect(Math.abs(found['fourier_irrelevant']! - one / 13)).toBeLessThan(0.03)
  })

  test('needs bits that do not decide', () => {
    expect(fourierGap.lacks(measuredRun(parity(3, 3)))).toMatch(/Every bit/)
  })
})
