import type { HostTensor } from '../../shared/tensors.ts'
import { entryBasis, type Irrep } from './irreps/representation.ts'

/** Outputs of all pairs of a group of n elements, looked at by their answer. */
export interface ByAnswer {
  readonly n: number
  readonly classes: number
  /** Mean over the pairs of each answer, n pairs each: f64 [n, classes]. */
  readonly means: Float64Array
  /** Σ over pairs and columns of (x − mean of the column over all pairs)². */
  readonly variance: number
}

/** @param values [n², columns] @param answers of each pair, every element n times */
export function byAnswer({ shape: [, classes = 0], data }: HostTensor, answers: ArrayLike<number>, n: number): ByAnswer {
  const means = new Float64Array(n * classes)
  for (let pair = 0; pair < n * n; pair++) for (let c = 0; c < classes; c++) means[answers[pair]! * classes + c]! += data[pair * classes + c]! / n
  const all = new Float64Array(classes)
  for (let l = 0; l < n; l++) for (let c = 0; c < classes; c++) all[c]! += means[l * classes + c]! / n
  let variance = 0
  for (let pair = 0; pair < n * n; pair++) for (let c = 0; c < classes; c++) variance += (data[pair * classes + c]! - all[c]!) ** 2
  return { n, classes, means, variance }
}

/** The part of a table [n, columns] of functions on the group that is made of entries of ρ: f64 [n, columns]. */
export function partIn(irrep: Irrep, table: ArrayLike<number>, columns: number): Float64Array {
  const basis = entryBasis(irrep).columns
  const n = table.length / columns
  const part = new Float64Array(table.length)
  const along = new Float64Array(columns)
  for (const q of basis) {
    along.fill(0)
    for (let g = 0; g < n; g++) for (let c = 0; c < columns; c++) along[c]! += q[g]! * table[g * columns + c]!
    for (let g = 0; g < n; g++) for (let c = 0; c < columns; c++) part[g * columns + c]! += q[g]! * along[c]!
  }
  return part
}

/** Σ x². */
export function energy(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!
  return sum
}

/**
 * Cosine between outputs, the mean over classes of each pair taken out, and the table tr(ρ(answer) ρ(c⁻¹)) over all pairs and classes.
 *
 * tr(ρ(l) ρ(z)ᵀ) = Σ_ij ρ_ij(l) ρ_ij(z), as ρ is orthogonal. @param centred length² of the outputs without those means
 */
export function logitSimilarity({ n, means }: ByAnswer, { dimension, matrices }: Irrep, centred: number): number {
  const entries = dimension * dimension
  let along = 0
  let size = 0
  for (let l = 0; l < n; l++) {
    let mean = 0
    for (let z = 0; z < n; z++) mean += means[l * n + z]! / n
    for (let z = 0; z < n; z++) {
      let trace = 0
      for (let e = 0; e < entries; e++) trace += matrices[l * entries + e]! * matrices[z * entries + e]!
      along += trace * (means[l * n + z]! - mean)
      size += trace * trace
    }
  }
  // Every answer stands for n pairs.
  return (n * along) / Math.sqrt(centred * n * size)
}
