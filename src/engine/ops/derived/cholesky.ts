import type { Ops, Tensor } from '../ops.ts'
import { refuse } from '../refuse.ts'

export interface CholeskyFactor {
  /** L [n, n], lower triangular, A = L Lᵀ. */
  readonly factor: Tensor
  /** L⁻¹ [n, n], lower triangular. */
  readonly inverse: Tensor
}

/**
 * The factor of a symmetric positive definite A [n, n] and its inverse, by halves, of which only products and n square roots are made:
 *
 *   L = [L₁₁, 0; A₂₁ L₁₁⁻ᵀ, chol(A₂₂ − L₂₁ L₂₁ᵀ)],   L⁻¹ = [L₁₁⁻¹, 0; −L₂₂⁻¹ L₂₁ L₁₁⁻¹, L₂₂⁻¹]
 *
 * A program of about 14 n instructions, so for n up to a few hundred: log det A = 2 Σ log L_ii, A⁻¹ = L⁻ᵀ L⁻¹ (Gaussian
 * processes). It reads the lower triangle only. NaN where A is not positive definite.
 */
export function cholesky(ops: Ops, a: Tensor): CholeskyFactor {
  const [n = 0, columns] = a.shape
  if (a.shape.length !== 2 || n !== columns || n < 1) refuse('cholesky', [a], 'it is defined for square matrices, at least 1 long')
  if (n === 1) {
    const factor = ops.sqrt(a)
    return { factor, inverse: ops.div(1, factor) }
  }
  const k = Math.floor(n / 2)
  const first = cholesky(ops, ops.slice(a, [0, 0], [k, k]))
  const corner = ops.matmul(ops.slice(a, [k, 0], [n - k, k]), first.inverse, { transposeRight: true }) // [n − k, k]
  const rest = ops.sub(ops.slice(a, [k, k], [n - k, n - k]), ops.matmul(corner, corner, { transposeRight: true }))
  const second = cholesky(ops, rest)
  const cornerOfInverse = ops.neg(ops.matmul(second.inverse, ops.matmul(corner, first.inverse))) // [n − k, k]
  const joined = (upper: Tensor, left: Tensor, lower: Tensor): Tensor =>
    ops.concat([ops.pad(upper, [0, 0], [0, n - k]), ops.concat([left, lower], 1)], 0) // [n, n]
  return { factor: joined(first.factor, corner, second.factor), inverse: joined(first.inverse, cornerOfInverse, second.inverse) }
}
