import { makeSignsDefinite } from '../definite-signs.ts'
import { completeBasis } from './complete-basis.ts'

/** Row-major, vectors as columns. */
export interface SingularVectors {
  /** [m, r] */
  readonly u: Float64Array
  /** [r], ≥ 0, descending */
  readonly s: Float64Array
  /** [n, r] */
  readonly v: Float64Array
}

/** Ten suffice for a matrix of 512 columns; one that needs more than this is as good as it becomes. */
const mostSweeps = 40

/**
 * The thin singular value decomposition of a row-major matrix, A = U diag(s) Vᵀ, r = min(m, n), in f64.
 *
 * Rotations make the columns of A orthogonal two at a time, in a fixed order, until every pair is so to rounding (one-sided
 * Jacobi, Hestenes); their lengths are then the singular values. Where a singular value is no more than rounding of the largest,
 * its vector is made orthogonal to the others instead, so U and V have orthonormal columns whatever the rank. The element of
 * largest magnitude of each left vector is positive, the first one on a tie. NaN or infinity anywhere gives NaN everywhere.
 *
 * Error: |A − U diag(s) Vᵀ|, |UᵀU − 1| and |VᵀV − 1| within 1e-14 · √(mn) (· s₁); singular values to 1e-14 · s₁.
 * Source: Demmel & Veselić, SIAM J. Matrix Anal. Appl. 13 (1992) 1204-1245, algorithm 4.1.
 */
export function jacobiSvd(a: ArrayLike<number>, m: number, n: number): SingularVectors {
  const r = Math.min(m, n)
  const largest = largestMagnitude(a, m * n)
  if (!Number.isFinite(largest)) return notANumber(m, n, r)
  // Rows of `work` are the vectors that are rotated: the columns of A, or its rows where those are fewer.
  const isWide = m < n
  const length = Math.max(m, n)
  const scale = largest === 0 ? 1 : 2 ** Math.min(-Math.floor(Math.log2(largest)), 1023) // a power of two: squares neither overflow nor vanish
  const work = new Float64Array(r * length)
  for (let j = 0; j < r; j++) for (let i = 0; i < length; i++) work[j * length + i] = a[isWide ? j * n + i : i * n + j]! * scale
  const rounding = length * Number.EPSILON * lengthOf(work)
  const turned = rotateUntilOrthogonal(work, r, length, rounding)
  const { s, order } = sortedLengths(work, r, length)
  const long = taken(work, order, length)
  const short = taken(turned, order, r)
  for (let j = 0; j < r; j++) for (let i = 0; i < length; i++) long[j * length + i]! /= s[j]! > 0 ? s[j]! : 1
  completeBasis(long, r, length, s.findIndex((value) => value <= 4 * rounding))
  const [u, v] = isWide ? [columns(short, r, r), columns(long, r, length)] : [columns(long, r, length), columns(short, r, r)]
  makeSignsDefinite(u, m, r, [[u, m], [v, n]])
  return { u, s: s.map((value) => value / scale), v }
}

function largestMagnitude(a: ArrayLike<number>, count: number): number {
  let largest = 0
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(a[i]!))
  return largest
}

function lengthOf(x: Float64Array): number {
  let square = 0
  for (const element of x) square += element * element
  return Math.sqrt(square)
}

function notANumber(m: number, n: number, r: number): SingularVectors {
  return { u: new Float64Array(r * m).fill(NaN), s: new Float64Array(r).fill(NaN), v: new Float64Array(r * n).fill(NaN) }
}

/** Rotates the r vectors in place until those longer than `rounding` are orthogonal; the rotations, r vectors of length r. */
function rotateUntilOrthogonal(work: Float64Array, r: number, length: number, rounding: number): Float64Array {
  const turned = new Float64Array(r * r)
  for (let j = 0; j < r; j++) turned[j * r + j] = 1
  for (let sweep = 0, isDone = false; sweep < mostSweeps && !isDone; sweep++) {
    isDone = true
    for (let p = 0; p < r - 1; p++) for (let q = p + 1; q < r; q++) if (rotatePair(work, turned, p, q, r, length, rounding ** 2)) isDone = false
  }
  return turned
}

/** One rotation of vectors p and q; false where they are orthogonal already, or one of them is rounding (its squared length at most `nothing`). */
function rotatePair(work: Float64Array, turned: Float64Array, p: number, q: number, r: number, length: number, nothing: number): boolean {
  let pp = 0
  let qq = 0
  let pq = 0
  for (let i = 0, x = p * length, y = q * length; i < length; i++, x++, y++) {
    const a = work[x]!
    const b = work[y]!
    pp += a * a
    qq += b * b
    pq += a * b
  }
  if (Math.abs(pq) <= Number.EPSILON * Math.sqrt(pp) * Math.sqrt(qq) || Math.min(pp, qq) <= nothing) return false
  const zeta = (qq - pp) / (2 * pq)
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta))
  const cosine = 1 / Math.hypot(1, tangent)
  rotate(work, p * length, q * length, length, cosine, cosine * tangent)
  rotate(turned, p * r, q * r, r, cosine, cosine * tangent)
  return true
}

function rotate(vectors: Float64Array, x: number, y: number, length: number, cosine: number, sine: number): void {
  for (let i = 0; i < length; i++) {
    const a = vectors[x + i]!
    const b = vectors[y + i]!
    vectors[x + i] = cosine * a - sine * b
    vectors[y + i] = sine * a + cosine * b
  }
}

/** Lengths, longest first, and which vector each is of; equal ones in their own order. */
function sortedLengths(work: Float64Array, r: number, length: number): { s: Float64Array; order: number[] } {
  const lengths = Array.from({ length: r }, (_, j) => lengthOf(work.subarray(j * length, (j + 1) * length)))
  const order = lengths.map((_, j) => j).sort((a, b) => lengths[b]! - lengths[a]! || a - b)
  return { s: Float64Array.from(order, (j) => lengths[j]!), order }
}

function taken(vectors: Float64Array, order: readonly number[], length: number): Float64Array {
  const result = new Float64Array(order.length * length)
  order.forEach((j, place) => result.set(vectors.subarray(j * length, (j + 1) * length), place * length))
  return result
}

/** Vectors one after another as columns of a row-major matrix. */
function columns(vectors: Float64Array, count: number, length: number): Float64Array {
  const matrix = new Float64Array(vectors.length)
  for (let j = 0; j < count; j++) for (let i = 0; i < length; i++) matrix[i * count + j] = vectors[j * length + i]!
  return matrix
}
