import { describe, expect, test } from 'vitest'
import { hessianEigenvalue } from '../../science/measures/curvature/hessian.ts'
import { sharpness } from '../../science/measures/curvature/sharpness.ts'
import { randomSubspace } from '../../science/measures/curvature/subspace.ts'
import { kernelAlignment } from '../../science/measures/kernel/kernel-alignment.ts'
import { tangentKernel } from '../../science/measures/kernel/tangent-kernel.ts'
import { lossTerms } from '../../science/measures/loss-terms.ts'
import { normLandscape } from '../../science/measures/norm-landscape.ts'
import { learningCoefficient } from '../../science/measures/sampling/learning-coefficient.ts'
import type { MeasureInput } from '../../science/types.ts'
import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import { f64, measuredRun } from './testing/measured-run.ts'

// Linear regression: loss (1/n) |Xw − y|², Hessian (2/n) XᵀX, kernel XXᵀ. Everything is known without a network.

const inputs = 4
const config: RunConfigInput = {
  task: { kind: 'linear_teacher_student', inputs, rows: 40 },
  split: { train_fraction: 0.5 },
  model: { kind: 'linear' },
  loss: { kind: 'mse' },
  optimiser: { kind: 'sgd', learning_rate: 0.1, weight_decay: 0.3 },
  precision: 'f64',
  steps: 1,
}

const n = 20
const x = (input: MeasureInput): Float64Array => input.data['data.train.inputs']!.data as Float64Array
const y = (input: MeasureInput): Float64Array => input.data['data.train.answers']!.data as Float64Array

function hessianOf(input: MeasureInput): Float64Array {
  const h = new Float64Array(inputs * inputs)
  for (let i = 0; i < inputs; i++) for (let j = 0; j < inputs; j++) for (let r = 0; r < n; r++) h[i * inputs + j]! += (2 / n) * x(input)[r * inputs + i]! * x(input)[r * inputs + j]!
  return h
}

/** The teacher: the solution of H w = (2/n) Xᵀy. */
function teacherOf(input: MeasureInput): Float64Array {
  const { values, vectors } = input.numerics.eigh(f64([inputs, inputs], hessianOf(input)))
  const w = new Float64Array(inputs)
  for (let k = 0; k < inputs; k++) {
    let along = 0
    for (let i = 0; i < inputs; i++) for (let r = 0; r < n; r++) along += vectors.data[i * inputs + k]! * (2 / n) * x(input)[r * inputs + i]! * y(input)[r]!
    for (let i = 0; i < inputs; i++) w[i]! += (along / values.data[k]!) * vectors.data[i * inputs + k]!
  }
  return w
}

const at = (w: ArrayLike<number>): MeasureInput => measuredRun(config, { 'layers.0.weight': f64([inputs, 1], w) })
const lossAt = (input: MeasureInput, w: ArrayLike<number>): number => {
  let sum = 0
  for (let r = 0; r < n; r++) {
    let error = -y(input)[r]!
    for (let i = 0; i < inputs; i++) error += x(input)[r * inputs + i]! * w[i]!
    sum += error ** 2
  }
  return sum / n
}
const start = at([0.5, -1, 2, 0.25])
const teacher = teacherOf(start)
const minimum = at(teacher)

test('the largest eigenvalue of the Hessian is that of (2/n) XᵀX', async () => {
  const wanted = start.numerics.eigh(f64([inputs, inputs], hessianOf(start))).values.data.at(-1)!
  const found = await hessianEigenvalue.compute(start, { products: 200 })
  expect(found['hessian_eigenvalue']).toBeCloseTo(wanted, 10)
  expect(found['hessian_residual']).toBeLessThan(1e-6)
})

test('the local learning coefficient is that of the Gaussian which the walk settles into', async () => {
  // Along an eigenvector h the step is w ← (1 − a) w + √ε η with a = ε (nβ h + γ)/2, so its variance is ε/(1 − (1 − a)²).
  const [stepSize, nBeta, localisation] = [0.01, 20, 1]
  const h = [...start.numerics.eigh(f64([inputs, inputs], hessianOf(start))).values.data]
  const wanted = h.reduce((sum, each) => {
    const a = (stepSize * (nBeta * each + localisation)) / 2
    return sum + (nBeta * each * stepSize) / (1 - (1 - a) ** 2) / 2
  }, 0)
  const found = await learningCoefficient.compute(minimum, { step_size: stepSize, n_beta: nBeta, localisation, draws: 2000, burn_in: 200, chains: 4 })
  expect(Math.abs(found['llc']! - wanted)).toBeLessThan(4 * found['llc_spread']! / Math.sqrt(4))
  expect(found['llc_spread']).toBeLessThan(0.2 * wanted)
})

test('a walk with small batches has the same baseline as its loss, so it does not shift', async () => {
  const whole = await learningCoefficient.compute(start, { step_size: 1e-12, localisation: 0, draws: 20, chains: 1 })
  const batches = await learningCoefficient.compute(start, { step_size: 1e-12, localisation: 0, draws: 20, chains: 1, batch: 5 })
  expect(whole['llc']).toBeCloseTo(0, 4)
  expect(batches['llc']).toBeCloseTo(0, 4)
  expect(batches['llc_spread']).toBeUndefined()
})

test('a walk that leaves the numbers gives no value', async () => {
  expect(await learningCoefficient.compute(start, { step_size: 1, n_beta: 1e9, draws: 200, chains: 1 })).toEqual({})
  await expect(learningCoefficient.compute(start, { draws: 10, burn_in: 10 })).rejects.toThrow(/nothing is left to average/)
})

test('the traces begin at the weights and have a row a chain', async () => {
  const { losses, distances } = await learningCoefficient.arrays!(start, { chains: 2, draws: 60 })
  expect(losses!.shape).toEqual([2, 60])
  for (const chain of [0, 1]) {
    expect(losses!.data[chain * 60]).toBeCloseTo(lossAt(start, start.weights['layers.0.weight']!.data), 12)
    expect(distances!.data[chain * 60]).toBe(0)
  }
  expect(losses!.data[1]).not.toBe(losses!.data[61])
})

test('sharpness is the largest loss in the box, which a convex loss has in a corner', async () => {
  const k = 3
  const { directions, gram, projection } = await randomSubspace(start, k)
  const rows = directions['subspace.layers.0.weight']!.data
  const length = (i: number): number => Math.hypot(...rows.subarray(i * inputs, (i + 1) * inputs))
  for (let i = 0; i < k; i++) expect(length(i)).toBeCloseTo(1, 12)
  const { values, vectors } = start.numerics.eigh(gram)
  const w = start.weights['layers.0.weight']!.data
  const corners = Array.from({ length: 2 ** k }, (_, corner) => {
    const side = projection.map((p, i) => ((corner >> i) & 1 ? 1 : -1) * 1e-3 * (Math.abs(p) + 1))
    const moved = Float64Array.from(w)
    for (let e = 0; e < k; e++) {
      let along = 0
      for (let i = 0; i < k; i++) along += vectors.data[i * k + e]! * side[i]!
      for (let i = 0; i < k; i++) for (let j = 0; j < inputs; j++) moved[j]! += (along / values.data[e]!) * vectors.data[i * k + e]! * rows[i * inputs + j]!
    }
    return lossAt(start, moved)
  })
  const base = lossAt(start, w)
  const found = await sharpness.compute(start, { directions: k })
  expect(found['sharpness']).toBeCloseTo((100 * (Math.max(...corners) - base)) / (1 + base), 10)
  expect(sharpness.lacks(start, { directions: inputs })).toMatch(/this model has 4 weights/)
})

describe('the tangent kernel of a linear model', () => {
  test('is XXᵀ', async () => {
    const kernel = await tangentKernel(start, Int32Array.of(0, 3, 7))
    const dot = (a: number, b: number): number => Array.from({ length: inputs }, (_, i) => x(start)[a * inputs + i]! * x(start)[b * inputs + i]!).reduce((s, p) => s + p)
    expect([...kernel.data]).toEqual([0, 3, 7].flatMap((a) => [0, 3, 7].map((b) => expect.closeTo(dot(a, b), 10) as number)))
  })

  test('fits a linear teacher with yᵀK⁻¹y = |w|²', async () => {
    const found = await kernelAlignment.compute(start)
    expect(found['kernel_difficulty']).toBeCloseTo(teacher.reduce((sum, w) => sum + w * w, 0), 8)
    expect(found['kernel_unreachable']).toBeCloseTo(0, 10)
    expect(kernelAlignment.lacks(start, { products: 1 })).toMatch(/raise products to 2/)
  })
})

test('the kernel of several outputs is their average: XXᵀ for each output of a linear model', async () => {
  const three = measuredRun({ ...config, task: { kind: 'linear_teacher_student', inputs, rows: 40, outputs: 3 } })
  const kernel = await tangentKernel(three, Int32Array.of(1, 2))
  const wide = x(three)
  const dot = (a: number, b: number): number => Array.from({ length: inputs }, (_, i) => wide[a * inputs + i]! * wide[b * inputs + i]!).reduce((s, p) => s + p)
  expect(kernel.data[1]).toBeCloseTo(dot(1, 2), 10)
  expect(kernel.data[3]).toBeCloseTo(dot(2, 2), 10)
})

test('along its ray the teacher loses (s − 1)² ⟨y²⟩, and nothing at its own norm', async () => {
  const { landscape } = await normLandscape.arrays!(minimum, { points: 3, smallest: 0.5, largest: 2 })
  const squares = y(minimum).reduce((sum, each) => sum + each ** 2, 0) / n
  const norm = Math.hypot(...teacher)
  expect([...landscape!.data].filter((_, i) => i % 4 === 0)).toEqual([0.5, 1, 2])
  for (const [point, scale] of [0.5, 1, 2].entries()) {
    expect(landscape!.data[point * 4 + 1]).toBeCloseTo(scale * norm, 10)
    expect(landscape!.data[point * 4 + 2]).toBeCloseTo((scale - 1) ** 2 * squares, 10)
  }
  expect((await normLandscape.compute(minimum, { points: 21 }))['landscape_train_norm']).toBeCloseTo(norm, 10)
})

test('the decay term is λ/2 |w|², the data term the loss', async () => {
  const found = await lossTerms.compute(at([3, 0, 4, 0]))
  expect(found['decay_term']).toBeCloseTo((0.3 / 2) * 25, 12)
  expect(found['data_term']).toBeCloseTo(lossAt(start, [3, 0, 4, 0]), 12)
  expect(found['penalty_term']).toBe(0)
  const penalised = measuredRun({ ...config, penalties: [{ kind: 'l1', strength: 2 }] }, { 'layers.0.weight': f64([inputs, 1], [3, 0, -4, 0]) })
  expect((await lossTerms.compute(penalised))['penalty_term']).toBeCloseTo(14, 12)
})
