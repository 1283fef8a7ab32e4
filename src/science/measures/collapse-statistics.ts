import type { Numerics } from '../../engine/ops/numerics.ts'
import { square } from '../../engine/ops/derived.ts'
import type { Compute } from '../types.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'

/** Features by class: h_i of N samples, K classes that have any. */
export interface ClassFeatures {
  /** Samples. */
  readonly count: number
  readonly width: number
  /** The class of each row of `means`: i32 [K], ascending. */
  readonly classes: Int32Array
  /** Place in `classes` of each sample: i32 [N]. */
  readonly places: Int32Array
  /** μ_c − μ, the mean of all samples taken out: f64 [K, d]. */
  readonly means: Float64Array
  /** h_i − μ_{y_i}: f64 [N, d]. */
  readonly within: Float64Array
  /** tr Σ_W = (1/N) Σ_i |h_i − μ_{y_i}|². */
  readonly withinTrace: number
  /** tr Σ_B = (1/K) Σ_c |μ_c − μ|². */
  readonly betweenTrace: number
}

/** @param features [rows, d]; @param labels of all rows; @param rows the samples that are looked at */
export function classFeatures({ shape: [, d = 0], data }: HostTensor, labels: ArrayLike<number>, rows: Int32Array): ClassFeatures {
  const classes = Int32Array.from(new Set(Array.from(rows, (row) => labels[row]!))).sort()
  const place = new Map(Array.from(classes, (c, i) => [c, i]))
  const places = Int32Array.from(rows, (row) => place.get(labels[row]!)!)
  const [N, K] = [rows.length, classes.length]
  const means = new Float64Array(K * d)
  const all = new Float64Array(d)
  const sizes = new Float64Array(K)
  rows.forEach((row, i) => {
    const c = places[i]!
    sizes[c]!++
    for (let j = 0; j < d; j++) means[c * d + j]! += data[row * d + j]!
  })
  for (let c = 0; c < K; c++) {
    for (let j = 0; j < d; j++) {
      all[j]! += means[c * d + j]! / N
      means[c * d + j]! /= sizes[c]!
    }
  }
  const within = new Float64Array(N * d)
  let withinTrace = 0
  rows.forEach((row, i) => {
    const c = places[i]!
    for (let j = 0; j < d; j++) {
      const off = data[row * d + j]! - means[c * d + j]!
      within[i * d + j] = off
      withinTrace += (off * off) / N
    }
  })
  let betweenTrace = 0
  for (let c = 0; c < K; c++) {
    for (let j = 0; j < d; j++) {
      means[c * d + j]! -= all[j]!
      betweenTrace += means[c * d + j]! ** 2 / K
    }
  }
  return { count: N, width: d, classes, places, means, within, withinTrace, betweenTrace }
}

/** Singular values below this share of the largest are none. */
const least = 1e-7

/** What needs a product for each sample. */
export interface Spread {
  /** tr(Σ_W Σ_B⁺)/K */
  readonly nc1: number
  /** The class whose mean is nearest to each sample: i32 [N]. */
  readonly nearest: Int32Array
}

/**
 * NC1 = tr(Σ_W Σ_B⁺)/K, and the nearest class mean of every sample.
 *
 * With the class means M = U S Vᵀ, Σ_B = MᵀM/K, so that NC1 is Σ_r ⟨(v_r·(h_i − μ_y))²⟩_i / s_r² over s_r > 0. The nearest mean
 * is that of the largest h·μ_c − |μ_c|²/2, both with the mean of all samples taken out.
 */
export async function spreadOf(numerics: Numerics, compute: Compute, found: ClassFeatures): Promise<Spread> {
  const { count: N, width: d, classes } = found
  const K = classes.length
  const { s, v } = numerics.svd({ shape: [K, d], dtype: 'f64', data: found.means })
  const [, r = 0] = v.shape
  const { along, nearest } = await compute.run(
    `spread of ${N} samples of ${K} classes in ${d} dimensions`,
    (ops) => {
      const [within, means] = [ops.input('measured.within', [N, d], 'f64'), ops.input('measured.means', [K, d], 'f64')]
      const h = ops.add(within, ops.gather(means, ops.input('measured.class', [N], 'i32'))) // [N, d]
      const half = ops.mul(ops.sum(square(ops, means), { axes: [1] }), 0.5) // [K]
      return {
        along: ops.sum(square(ops, ops.matmul(within, ops.input('measured.directions', [d, r], 'f64'))), { axes: [0] }), // [r]
        nearest: ops.argmax(ops.sub(ops.matmul(h, means, { transposeRight: true }), half), 1), // [N]
      }
    },
    { ...tensorsOf(found), 'measured.directions': v },
  )
  const nc1 = Array.from(along?.data ?? []).reduce((sum, each, q) => (s.data[q]! > least * s.data[0]! ? sum + each / N / s.data[q]! ** 2 : sum), 0)
  return { nc1, nearest: Int32Array.from(nearest?.data ?? [], (c) => classes[c]!) }
}

function tensorsOf({ count: N, width: d, classes, places, means, within }: ClassFeatures): NamedTensors {
  return {
    'measured.within': { shape: [N, d], dtype: 'f64', data: within },
    'measured.means': { shape: [classes.length, d], dtype: 'f64', data: means },
    'measured.class': { shape: [N], dtype: 'i32', data: places },
  }
}

/**
 * ‖ A/‖A‖_F − (I − 11ᵀ/K)/√(K−1) ‖_F: how far a K × K table is from that of a simplex whose corners are all equally far apart; 0 to 2.
 *
 * @param a f64 [K, K]
 */
export function simplexDistance(a: Float64Array, K: number): number {
  let norm = 0
  for (const x of a) norm += x * x
  norm = Math.sqrt(norm)
  let sum = 0
  for (let i = 0; i < K; i++) for (let j = 0; j < K; j++) sum += (a[i * K + j]! / norm - ((i === j ? 1 : 0) - 1 / K) / Math.sqrt(K - 1)) ** 2
  return Math.sqrt(sum)
}

/** Of the centred class means: spread of their lengths, std/mean, and mean |cos + 1/(K−1)| over pairs of classes. */
export function meansGeometry({ means, width: d, classes }: ClassFeatures): { readonly equinorm: number; readonly equiangle: number } {
  const K = classes.length
  const lengths = Float64Array.from({ length: K }, (_, c) => Math.sqrt(means.subarray(c * d, (c + 1) * d).reduce((sum, x) => sum + x * x, 0)))
  const mean = lengths.reduce((sum, x) => sum + x / K, 0)
  const deviation = Math.sqrt(lengths.reduce((sum, x) => sum + (x - mean) ** 2 / K, 0))
  let angles = 0
  for (let a = 0; a < K; a++) {
    for (let b = 0; b < a; b++) {
      let dot = 0
      for (let j = 0; j < d; j++) dot += means[a * d + j]! * means[b * d + j]!
      angles += Math.abs(dot / (lengths[a]! * lengths[b]!) + 1 / (K - 1))
    }
  }
  return { equinorm: deviation / mean, equiangle: angles / ((K * (K - 1)) / 2) }
}

/** Root of the mean squared distance of the samples of each class from their mean: f64 [K]. */
export function classRadii({ places, within, width: d, classes }: ClassFeatures): Float64Array {
  const squares = new Float64Array(classes.length)
  const sizes = new Float64Array(classes.length)
  places.forEach((c, i) => {
    sizes[c]!++
    for (let j = 0; j < d; j++) squares[c]! += within[i * d + j]! ** 2
  })
  return squares.map((sum, c) => Math.sqrt(sum / sizes[c]!))
}
