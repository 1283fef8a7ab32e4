import { z } from 'zod'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { forwardExamples, tooLarge } from './forward.ts'
import { minus } from './gradient.ts'
import { labelsOf } from './labels.ts'
import { matricesOf } from './matrices.ts'
import { spectraOf } from './spectral-entropy.ts'

/** (Σ |x|^p)^(1/p), the largest for p = ∞. */
export function lengthIn(p: number, values: ArrayLike<number>): number {
  let result = 0
  for (let i = 0; i < values.length; i++) result = p === Infinity ? Math.max(result, Math.abs(values[i]!)) : result + power(Math.abs(values[i]!), p)
  return p === Infinity ? result : result ** (1 / p)
}

/** x^p; the powers that are asked of every weight are products. */
const power = (x: number, p: number): number => (p === 1 ? x : p === 2 ? x * x : p === 3 ? x * x * x : x ** p)

/** Length in q of the lengths in p of the columns of a matrix: what comes into each neuron. */
export function mixedNorm(p: number, q: number, { shape: [m = 0, n = 0], data }: Pick<HostTensor, 'shape' | 'data'>): number {
  const column = new Float64Array(m)
  const lengths = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < m; i++) column[i] = data[i * n + j]!
    lengths[j] = lengthIn(p, column)
  }
  return lengthIn(q, lengths)
}

/** Matrices between layers; embeddings and positions, which are look-ups, are left out. */
function layersOf(weights: NamedTensors): readonly (readonly [string, HostTensor])[] {
  return matricesOf(weights).filter(([place]) => !/^(embed|positions?)\b/.test(place))
}

interface Sizes {
  readonly l1Max: number
  readonly frobenius: number
  readonly l3: number
  readonly spectral: number
  readonly operator: number
  readonly trace: number
  /** ‖W − W₀‖ in (2, 1) and in (2, 2) over ‖W‖, the latter times √neurons. */
  readonly moved21: number
  readonly moved22: number
}

function sizesOf(matrix: HostTensor, before: HostTensor, s: ArrayLike<number>): Sizes {
  const moved = minus(matrix, before)
  const spectral = s[0] ?? 0
  return {
    l1Max: mixedNorm(1, Infinity, matrix),
    frobenius: mixedNorm(2, 2, matrix),
    l3: mixedNorm(3, 1.5, matrix),
    spectral,
    operator: lengthIn(1.5, s),
    trace: lengthIn(1, s),
    moved21: mixedNorm(2, 1, moved) / spectral,
    moved22: (Math.sqrt(matrix.shape[1] ?? 0) * mixedNorm(2, 2, moved)) / spectral,
  }
}

/** The margin below which the given share of the training examples lies: z_y − max_{j≠y} z_j, or y f(x). */
async function marginOf(input: MeasureInput, share: number): Promise<number> {
  const labels = labelsOf(input.examples)
  if (labels === null) return NaN
  const { outputs: { data } } = await forwardExamples(input)
  const { values, classes, outputs } = labels
  const margins = Float64Array.from(input.split.train, (row) => {
    const label = values[row]!
    if (outputs === 'sign') return (label === 1 ? 1 : -1) * data[row]!
    let rival = -Infinity
    for (let c = 0; c < classes; c++) if (c !== label) rival = Math.max(rival, data[row * classes + c]!)
    return data[row * classes + label]! - rival
  }).sort()
  return margins[Math.min(margins.length - 1, Math.floor(share * margins.length))] ?? NaN
}

/**
 * Products over layers of norms of the matrices, divided by the margin γ of the training set, and the bounds that follow from them
 * without constants. Columns are what comes into a neuron; n training examples, d layers, W parameters in all, c inputs:
 *
 *   norm_l1_max Π‖W‖_{1,∞}/γ,  norm_frobenius Π‖W‖_{2,2}/γ,  norm_l3 Π‖W‖_{3,1.5}/γ,  norm_spectral Π s₁/γ,  norm_operator Π(Σ s^1.5)^(2/3)/γ,  norm_trace Π Σs/γ
 *   bound_l1_max = a · norm_l1_max/√n,  bound_frobenius = a · norm_frobenius/√n,  bound_l3 = a · norm_l3/n^(1/3),  a = √(d + ln c²)
 *   bound_spectral_l21 = ln n ln W · norm_spectral (Σ (‖W − W₀‖_{2,1}/s₁)^(2/3))^(3/2)/√n          (Bartlett)
 *   bound_spectral_frobenius = d · norm_spectral (Σ (√neurons ‖W − W₀‖_F/s₁)²)^(1/2)/√n           (Neyshabur)
 *
 * No values where the margin is not above 0. Source: Power et al. 2022, arXiv:2201.02177, and the authors' code; Bartlett et al. 2017,
 * arXiv:1706.08498; Neyshabur et al. 2018, arXiv:1707.09564. The share of examples below the margin is ours.
 */
export const normBounds = defineMeasure({
  id: 'norm_bounds',
  title: 'Bounds from norms and margin',
  formula: String.raw`
    \frac1\gamma\prod_{\text{layers}}\lVert W\rVert\quad\text{in the norms}\ (1,\infty),\ F,\ (3, 1.5),\ s_1,\ \big(\textstyle\sum s^{1.5}\big)^{2/3},\ \textstyle\sum s \\
    \text{bounds}\ \propto\ \text{these}/\sqrt n,\quad\text{with}\ \lVert W - W_0\rVert\ \text{for the spectral ones}`,
  domain: 'Answers that are classes or signs, and models with matrices. 0 and above; below 1 a bound would say something.',
  source: 'Power et al. 2022; Bartlett et al. 2017; Neyshabur et al. 2018',
  unit: '1',
  expect: 'All are far above 1 and say nothing as bounds; what counts is their course. They rise while weights grow faster than margins and fall as the network generalises.',
  cost: 'b',
  series: [
    'norm_l1_max', 'norm_frobenius', 'norm_l3', 'norm_spectral', 'norm_operator', 'norm_trace',
    'bound_l1_max', 'bound_frobenius', 'bound_l3', 'bound_spectral_l21', 'bound_spectral_frobenius',
  ],
  parameters: z.strictObject({ below: z.number().min(0).lt(1).default(0.1).meta({ unit: '1', help: 'Share of the training examples whose margin may be smaller than the one that counts.' }) }),
  lacks(input) {
    if (labelsOf(input.examples) === null) return 'It reads margins of classes or signs, and the answers of this task are numbers.'
    if (layersOf(input.weights).length === 0) return 'This model has no matrix between layers.'
    return tooLarge(input, input.examples.inputs.values.shape[0] ?? 0)
  },
  async compute(input, { below }) {
    const margin = await marginOf(input, below)
    if (!(margin > 0)) return {}
    const layers = layersOf(input.weights)
    const spectra = new Map(spectraOf(input))
    const sizes = layers.map(([place, matrix]) => sizesOf(matrix, input.initial[place] ?? matrix, spectra.get(place)?.data ?? []))
    const product = (of: (each: Sizes) => number): number => sizes.reduce((all, each) => all * of(each), 1) / margin
    const n = input.split.train.length
    const count = Object.values(input.weights).reduce((sum, { data }) => sum + data.length, 0)
    const a = Math.sqrt(layers.length + 2 * Math.log(layers[0]?.[1].shape[0] ?? 1))
    const [l1Max, frobenius, l3, spectral] = [product((s) => s.l1Max), product((s) => s.frobenius), product((s) => s.l3), product((s) => s.spectral)]
    return {
      norm_l1_max: l1Max,
      norm_frobenius: frobenius,
      norm_l3: l3,
      norm_spectral: spectral,
      norm_operator: product((s) => s.operator),
      norm_trace: product((s) => s.trace),
      bound_l1_max: (a * l1Max) / Math.sqrt(n),
      bound_frobenius: (a * frobenius) / Math.sqrt(n),
      bound_l3: (a * l3) / Math.cbrt(n),
      bound_spectral_l21: (Math.log(n) * Math.log(count) * spectral * lengthIn(2 / 3, sizes.map((s) => s.moved21))) / Math.sqrt(n),
      bound_spectral_frobenius: (layers.length * spectral * lengthIn(2, sizes.map((s) => s.moved22))) / Math.sqrt(n),
    }
  },
})
