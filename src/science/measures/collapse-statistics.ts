import type { Numerics } from '../../engine/ops/numerics.ts'
import type { HostTensor } from '../../shared/tensors.ts'

/** Features by class: h_i of N samples, K classes that have any. */
export interface ClassFeatures {
  /** Samples. */
  readonly count: number
  readonly width: number
  /** The class of each row of `means`: i32 [K], ascending. */
  readonly classes: Int32Array
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
  const [N, K] = [rows.length, classes.length]
  const means = new Float64Array(K * d)
  const all = new Float64Array(d)
  const sizes = new Float64Array(K)
  rows.forEach((row) => {
    const c = place.get(labels[row]!)!
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
    const c = place.get(labels[row]!)!
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
  return { count: N, width: d, classes, means, within, withinTrace, betweenTrace }
}

/** Singular values below this share of the largest are none. */
const least = 1e-7

/**
 * NC1 = tr(Σ_W Σ_B⁺)/K. With the class means M = U S Vᵀ, Σ_B = MᵀM/K, so that it is Σ_r ⟨(v_r·(h_i − μ_y))²⟩_i / s_r² over s_r > 0.
 */
export function withinOverBetween(numerics: Numerics, { count: N, width: d, classes, means, within }: ClassFeatures): number {
  const K = classes.length
  const { s, v } = numerics.svd({ shape: [K, d], dtype: 'f64', data: means })
  const [, r = 0] = v.shape
  const used = Array.from(s.data).findLastIndex((each) => each > least * s.data[0]!) + 1
  const along = new Float64Array(used)
  const sums = new Float64Array(used)
  for (let i = 0; i < N; i++) {
    along.fill(0)
    for (let j = 0; j < d; j++) {
      const x = within[i * d + j]!
      if (x === 0) continue
      for (let q = 0; q < used; q++) along[q]! += x * v.data[j * r + q]!
    }
    for (let q = 0; q < used; q++) sums[q]! += along[q]! ** 2 / N
  }
  return sums.reduce((sum, each, q) => sum + each / s.data[q]! ** 2, 0)
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
