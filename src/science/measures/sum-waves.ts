import type { HostTensor } from '../../shared/tensors.ts'
import { answerPlace, type ResidueGrid } from './residue-grid.ts'

/** Outputs as waves in s = a + b (or a − b): what each frequency has of them. */
export interface SumWaves {
  readonly n: number
  readonly classes: number
  /** Mean output of each class over the pairs of each s: f64 [n, classes]. */
  readonly means: Float64Array
  /** Mean output of each class over all pairs: f64 [classes]. */
  readonly constant: Float64Array
  /** Squared length of the part of the outputs that lies along u_k^c and u_k^s, over all pairs and classes: f64 [⌊n/2⌋], element k − 1. */
  readonly power: Float64Array
  /** That part, the same for all pairs of one s: f64 [n, classes]. */
  wave(k: number): Float64Array
}

/**
 * Projections of outputs L [n², classes] on the directions of the sum over the grid of pairs,
 *
 *   u_k^c = (√2/n) cos(2πk(a+b)/n),   u_k^s = (√2/n) sin(2πk(a+b)/n)     (a − b where the task subtracts; only the cosine, 1/n, for k = n/2)
 *
 * They do not change along s = a + b, so that means over the n pairs of each s are enough: with M [n, classes] these means,
 * u uᵀ L = (2/n) [ cos(ws) Σ_s' M cos(ws') + sin(ws) Σ_s' M sin(ws') ].
 *
 * Sums are carried in f64. Source: Nanda et al. 2023, arXiv:2301.05217, section 4 (directions u_k^c and u_k^s).
 */
export function sumWaves(grid: ResidueGrid, { shape: [, classes = 0], data }: HostTensor): SumWaves {
  const { n } = grid
  const means = new Float64Array(n * classes)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const target = answerPlace(grid, i, j) * classes
      const from = (i * n + j) * classes
      for (let c = 0; c < classes; c++) means[target + c]! += data[from + c]! / n
    }
  }
  const constant = new Float64Array(classes)
  for (let s = 0; s < n; s++) for (let c = 0; c < classes; c++) constant[c]! += means[s * classes + c]! / n

  const wave = (k: number): Float64Array => {
    const isAlternating = 2 * k === n
    const cosine = new Float64Array(classes)
    const sine = new Float64Array(classes)
    for (let s = 0; s < n; s++) {
      const angle = (2 * Math.PI * ((k * s) % n)) / n
      const [x, y] = [Math.cos(angle), isAlternating ? 0 : Math.sin(angle)]
      for (let c = 0; c < classes; c++) {
        cosine[c]! += x * means[s * classes + c]!
        sine[c]! += y * means[s * classes + c]!
      }
    }
    const scale = (isAlternating ? 1 : 2) / n
    const part = new Float64Array(n * classes)
    for (let s = 0; s < n; s++) {
      const angle = (2 * Math.PI * ((k * s) % n)) / n
      const [x, y] = [scale * Math.cos(angle), isAlternating ? 0 : scale * Math.sin(angle)]
      for (let c = 0; c < classes; c++) part[s * classes + c] = x * cosine[c]! + y * sine[c]!
    }
    return part
  }
  const power = Float64Array.from({ length: Math.floor(n / 2) }, (_, i) => n * wave(i + 1).reduce((sum, x) => sum + x * x, 0))
  return { n, classes, means, constant, power, wave }
}

/**
 * How much of the outputs is cos(w_k(a + b − c)), c the class: their coefficients α_k in
 *
 *   L ≈ Σ_k α_k cos(2πk(a+b−c)/n),   α_k = (2/n³) Σ_{a,b,c} L cos(…)     (1/n³ for k = n/2)
 *
 * @param places class of each place, i32 [n] @returns f64 [⌊n/2⌋]
 * Source: Nanda et al. 2023, arXiv:2301.05217, section 4.2.
 */
export function cosCoefficients({ n, classes, means }: SumWaves, places: Int32Array): Float64Array {
  // Sum over all (s, c) with the same s − c first: n numbers are left.
  const byDifference = new Float64Array(n)
  for (let s = 0; s < n; s++) for (let c = 0; c < n; c++) byDifference[(s - c + n) % n]! += means[s * classes + places[c]!]!
  return Float64Array.from({ length: Math.floor(n / 2) }, (_, i) => {
    const k = i + 1
    let sum = 0
    for (let d = 0; d < n; d++) sum += byDifference[d]! * Math.cos((2 * Math.PI * ((k * d) % n)) / n)
    return ((2 * k === n ? 1 : 2) * sum) / (n * n)
  })
}

/**
 * Share of the variance of the outputs over classes (the mean over the n classes of each pair taken out, which no softmax sees) that
 * Σ_k α_k cos(w_k(a + b − c)) over these frequencies explains: Σ_k α_k² n³/2 / Σ (L − ⟨L⟩_c)².
 */
export function explainedByCosines({ n, residues }: ResidueGrid, { shape: [, classes = 0], data }: HostTensor, coefficients: Float64Array, frequencies: readonly number[]): number {
  let variance = 0
  for (let cell = 0; cell < n * n; cell++) {
    let mean = 0
    for (let c = 0; c < n; c++) mean += data[cell * classes + residues[c]!]! / n
    for (let c = 0; c < n; c++) variance += (data[cell * classes + residues[c]!]! - mean) ** 2
  }
  const explained = frequencies.reduce((sum, k) => sum + coefficients[k - 1]! ** 2 * n ** 3 * (2 * k === n ? 1 : 1 / 2), 0)
  return explained / variance
}
