import { LabError } from '../../shared/errors.ts'
import { allocate, type HostTensor } from '../../shared/tensors.ts'
import { makeSignsDefinite } from './definite-signs.ts'

/**
 * Decompositions for measures. Matrices are f32 or f64 with two axes, both at least 1 long; everything is computed in f64 and
 * comes back in the dtype it came in. NaN or infinity is refused with `LabError('bad-input', …)`, a wrong shape or dtype with
 * `LabError('shape', …)`. Vectors are columns; the element of largest magnitude of each is positive, the first one on a tie.
 */
export interface Numerics {
  /** A [m, n] = U diag(s) Vᵀ: U [m, r], s [r] descending, V [n, r], r = min(m, n). The rule of signs holds for U. */
  svd(a: HostTensor): { readonly u: HostTensor; readonly s: HostTensor; readonly v: HostTensor }
  /** Symmetric A [n, n] = Q diag(w) Qᵀ: values w [n] ascending, vectors Q [n, n]. An A that is not symmetric is refused. */
  eigh(a: HostTensor): { readonly values: HostTensor; readonly vectors: HostTensor }
  /** A [m, n] = Q R: Q [m, r] with orthonormal columns, R [r, n] upper triangular, its diagonal ≥ 0 (this settles the signs), r = min(m, n). */
  qr(a: HostTensor): { readonly q: HostTensor; readonly r: HostTensor }
  /** Symmetric positive definite A [n, n] = L Lᵀ: L [n, n] lower triangular, its diagonal > 0. Anything else is refused. */
  cholesky(a: HostTensor): HostTensor
}

/**
 * What an implementation has to bring: decompositions of finite matrices, row-major in and out, shapes as in `Numerics`.
 * `numericsOver` checks the input, converts and settles the signs. Symmetric matrices arrive exactly symmetric.
 */
export interface BareNumerics {
  /** Singular values ≥ 0, descending; vectors of any sign, orthonormal whatever the rank. */
  svd(a: Float64Array, m: number, n: number): { readonly u: Float64Array; readonly s: Float64Array; readonly v: Float64Array }
  /** Values ascending; vectors of any sign. */
  eigh(a: Float64Array, n: number): { readonly values: Float64Array; readonly vectors: Float64Array }
  /** Rows of R of any sign. */
  qr(a: Float64Array, m: number, n: number): { readonly q: Float64Array; readonly r: Float64Array }
  /** null where the matrix is not positive definite. */
  cholesky(a: Float64Array, n: number): Float64Array | null
}

export type NumericsName = keyof Numerics

/** How far from symmetric a matrix may be, relative to its largest element: what a product AᵀA loses when it is rounded. */
const asymmetry = { f32: 1e-5, f64: 1e-10 } as const

export function numericsOver(bare: BareNumerics): Numerics {
  return {
    svd(a) {
      const [m, n] = checkMatrix('svd', a)
      const r = Math.min(m, n)
      const { u, s, v } = bare.svd(elements(a), m, n)
      makeSignsDefinite(u, m, r, [[u, m], [v, n]])
      return { u: like(a, [m, r], u), s: like(a, [r], s), v: like(a, [n, r], v) }
    },
    eigh(a) {
      const n = checkSymmetric('eigh', a)
      const { values, vectors } = bare.eigh(symmetrised(a, n), n)
      makeSignsDefinite(vectors, n, n, [[vectors, n]])
      return { values: like(a, [n], values), vectors: like(a, [n, n], vectors) }
    },
    qr(a) {
      const [m, n] = checkMatrix('qr', a)
      const k = Math.min(m, n)
      const { q, r } = bare.qr(elements(a), m, n)
      makeDiagonalPositive(q, r, m, n, k)
      return { q: like(a, [m, k], q), r: like(a, [k, n], r) }
    },
    cholesky(a) {
      const n = checkSymmetric('cholesky', a)
      const factor = bare.cholesky(symmetrised(a, n), n)
      if (factor === null) refuse('cholesky', a, 'bad-input', 'it is not positive definite; add a small multiple of the unit matrix, or use eigh')
      return like(a, [n, n], factor)
    },
  }
}

function refuse(name: NumericsName, { dtype, shape }: HostTensor, code: 'shape' | 'bad-input', why: string): never {
  const matrix = `${dtype}[${shape.join(', ')}]`
  throw new LabError(code, `${name} of ${matrix} is not possible: ${why}. Nothing was computed and nothing stored was changed.`, { name, dtype, shape })
}

function checkMatrix(name: NumericsName, a: HostTensor): [number, number] {
  const [m = 0, n = 0] = a.shape
  if (a.dtype === 'i32' || a.shape.length !== 2 || m < 1 || n < 1) {
    refuse(name, a, 'shape', 'it is defined for f32 and f64 with two axes, both at least 1 long')
  }
  if (!a.data.every(Number.isFinite)) refuse(name, a, 'bad-input', 'it holds NaN or infinity; look where the weights diverged')
  return [m, n]
}

function checkSymmetric(name: NumericsName, a: HostTensor): number {
  const [n, columns] = checkMatrix(name, a)
  if (n !== columns) refuse(name, a, 'shape', 'it is defined for square matrices')
  let largest = 0
  for (const x of a.data) largest = Math.max(largest, Math.abs(x))
  const allowed = asymmetry[a.dtype === 'f32' ? 'f32' : 'f64'] * largest
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(a.data[i * n + j]! - a.data[j * n + i]!) > allowed) refuse(name, a, 'bad-input', `it is not symmetric at (${i}, ${j})`)
    }
  }
  return n
}

/** ½ (A + Aᵀ). */
function symmetrised({ data }: HostTensor, n: number): Float64Array {
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i * n + j] = data[i * n + j]! / 2 + data[j * n + i]! / 2
  return result
}

function elements({ data }: HostTensor): Float64Array {
  return Float64Array.from(data)
}

function like({ dtype }: HostTensor, shape: readonly number[], elements: Float64Array): HostTensor {
  const data = allocate(dtype, elements.length)
  data.set(elements)
  return { shape, dtype, data }
}

/** Turns row i of R [k, n] and column i of Q [m, k] round where R_ii < 0. */
function makeDiagonalPositive(q: Float64Array, r: Float64Array, m: number, n: number, k: number): void {
  for (let i = 0; i < k; i++) {
    if (r[i * n + i]! >= 0) continue
    for (let j = i; j < n; j++) r[i * n + j] = 0 - r[i * n + j]!
    for (let row = 0; row < m; row++) q[row * k + i] = 0 - q[row * k + i]!
  }
}
