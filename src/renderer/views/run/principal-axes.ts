import type { MatrixPicture } from '../../charts/matrix-cell.ts'
import { columnSpectrum } from './frequency-order.ts'

/** Axes along which the rows of a matrix vary most, largest first, and what a pair of them shows. */
export interface PrincipalAxes {
  /** Unit vectors [components, columns], row-major. */
  readonly vectors: Float64Array
  readonly components: number
  readonly columns: number
}

/** Rows about their mean: [rows, columns]. */
function centred({ values, rows, columns }: MatrixPicture): Float64Array {
  const out = new Float64Array(rows * columns)
  for (let j = 0; j < columns; j++) {
    let mean = 0
    for (let i = 0; i < rows; i++) mean += values[i * columns + j]! / rows
    for (let i = 0; i < rows; i++) out[i * columns + j] = values[i * columns + j]! - mean
  }
  return out
}

/**
 * Principal axes of the rows x_a of X: eigenvectors of Xᵀ X about the mean, from those of the smaller X Xᵀ = U Λ Uᵀ as v = Xᵀ u/√λ.
 * Error: 1e-10 relative (cyclic Jacobi). Axes without variance are left out.
 */
export function principalAxes(picture: MatrixPicture, components: number): PrincipalAxes {
  const { rows, columns } = picture
  const x = centred(picture)
  const gram = new Float64Array(rows * rows)
  for (let a = 0; a < rows; a++) {
    for (let b = a; b < rows; b++) {
      let sum = 0
      for (let j = 0; j < columns; j++) sum += x[a * columns + j]! * x[b * columns + j]!
      gram[a * rows + b] = sum
      gram[b * rows + a] = sum
    }
  }
  const { values, vectors: u } = symmetricEigen(gram, rows)
  const kept = values.slice(0, components).filter((value) => value > 1e-12 * (values[0] ?? 0) && value > 0).length
  const vectors = new Float64Array(kept * columns)
  for (let c = 0; c < kept; c++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0
      for (let a = 0; a < rows; a++) sum += u[c * rows + a]! * x[a * columns + j]!
      vectors[c * columns + j] = sum / Math.sqrt(values[c]!)
    }
  }
  return { vectors, components: kept, columns }
}

/**
 * Where the rows of a matrix of the same width lie on an axis, about their mean: [rows]. (x - mean)·v = x·v - mean of x·v, so that no
 * centred copy of the matrix is made: this is asked in every frame while one scrubs.
 */
export function scores({ values, rows, columns }: MatrixPicture, axes: PrincipalAxes, component: number): Float64Array {
  const found = new Float64Array(rows)
  const axis = axes.vectors.subarray(component * columns, (component + 1) * columns)
  let total = 0
  for (let a = 0, at = 0; a < rows; a++) {
    let sum = 0
    for (let j = 0; j < columns; j++, at++) sum += values[at]! * axis[j]!
    found[a] = sum
    total += sum
  }
  const mean = total / Math.max(1, rows)
  for (let a = 0; a < rows; a++) found[a]! -= mean
  return found
}

/** The frequency that carries most of the power of two scores together. */
export function sharedFrequency(first: Float64Array, second: Float64Array): number {
  const rows = first.length
  const pair = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? first : second)[i >> 1]!)
  const { power, frequencies } = columnSpectrum({ data: pair, columns: 2, firstRow: 0, rows })
  let best = 0
  for (let k = 1; k < frequencies; k++) if (power[k]! + power[frequencies + k]! > power[best]! + power[frequencies + best]!) best = k
  return best + 1
}

/** The order in which a walk of one turn visits the inputs: a, a + 1/k, a + 2/k … mod p; as they stand where k has no inverse. */
export function turnOrder(p: number, k: number): readonly number[] {
  let inverse = 1
  while (inverse < p && (inverse * k) % p !== 1) inverse++
  if (inverse === p) inverse = 1
  return Array.from({ length: p + 1 }, (_, i) => (i * inverse) % p)
}

/** Eigenvalues, descending, and eigenvectors as rows, of a symmetric matrix [n, n]: cyclic Jacobi rotations until they do nothing. */
function symmetricEigen(matrix: Float64Array, n: number): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const a = Float64Array.from(matrix)
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  const scale = a.reduce((sum, x) => sum + x * x, 0)
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! ** 2
    if (off <= 1e-24 * scale) break
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p * n + q]!
        if (apq === 0) continue
        const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        rotate(a, v, n, p, q, c, t * c)
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!)
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors: Float64Array.from({ length: n * n }, (_, at) => v[order[Math.floor(at / n)]! * n + (at % n)]!) }
}

/** a ← Jᵀ a J and v ← Jᵀ v for the rotation J in the plane (p, q). */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [a[k * n + p]!, a[k * n + q]!]
    a[k * n + p] = c * kp - s * kq
    a[k * n + q] = s * kp + c * kq
  }
  for (let k = 0; k < n; k++) {
    const [pk, qk] = [a[p * n + k]!, a[q * n + k]!]
    a[p * n + k] = c * pk - s * qk
    a[q * n + k] = s * pk + c * qk
    const [vp, vq] = [v[p * n + k]!, v[q * n + k]!]
    v[p * n + k] = c * vp - s * vq
    v[q * n + k] = s * vp + c * vq
  }
}
