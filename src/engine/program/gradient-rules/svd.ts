import { svdParts } from '../../ops/derived/spectral.ts'
import type { Ops, Tensor } from '../../ops/ops.ts'
import { floatOf } from '../../ops/primitives.ts'
import { one, type GradientRule } from './rule.ts'

/** XᵀX̄ − X̄ᵀX [r, r] for X [l, r]: how far X̄ turns the columns of X into one another. */
function turning(ops: Ops, x: Tensor, adjoint: Tensor): Tensor {
  const product = ops.matmul(x, adjoint, { transposeLeft: true }) // [r, r]
  return ops.sub(product, ops.transpose(product, [1, 0]))
}

/** x / y, and 0 where y is 0. The choice is made before dividing, so derivatives of it have no 0 · ∞ either. */
function quotient(ops: Ops, x: Tensor, y: Tensor): Tensor {
  const isZero = ops.equal(y, 0)
  return ops.select(isZero, 0, ops.div(x, ops.select(isZero, 1, y)))
}

/** (1 − X Xᵀ) X̄ S⁻¹ [l, r]: what X̄ wants outside the space of the columns of X. */
function outside(ops: Ops, x: Tensor, adjoint: Tensor, s: Tensor): Tensor {
  const inside = ops.matmul(x, ops.matmul(x, adjoint, { transposeLeft: true })) // [l, r]
  return quotient(ops, ops.sub(adjoint, inside), s)
}

/**
 * The adjoint of A = U S Vᵀ (A [m, n], U [m, r], V [n, r]) from those of U, s and V:
 *
 *   Ā = U M Vᵀ + (1 − UUᵀ) Ū S⁻¹ Vᵀ + U S⁻¹ V̄ᵀ (1 − VVᵀ)
 *   M = diag(s̄) + F∘(UᵀŪ − ŪᵀU) S + S F∘(VᵀV̄ − V̄ᵀV),   F_ij = 1 / (s_j² − s_i²) off the diagonal
 *
 * With a = UᵀŪ − ŪᵀU and b = VᵀV̄ − V̄ᵀV the last two terms of M are computed as
 *
 *   ½ (a_ij + b_ij) / (s_j − s_i) + ½ (a_ij − b_ij) / (s_j + s_i),
 *
 * which is the same and does not subtract large numbers. Single vectors of equal singular values have no derivative; there the first term is
 * taken as 0. A function that does not depend on how vectors of equal singular values are chosen has a_ij + b_ij = 0 for
 * them, so its gradient is exact; the derivative of that gradient misses the term. Likewise 1 / s and 1 / (s_i + s_j) are taken as 0 at singular values 0.
 *
 * Source: J. Townsend, "Differentiating the singular value decomposition" (2016); Ionescu, Vantzos & Sminchisescu, arXiv:1509.07838,
 * for the structure of equal singular values.
 */
export const svd: GradientRule<'svd'> = (_, backward) => [
  () => {
    const { ops, adjoint, result } = backward
    const [m = 0, n = 0] = one(backward).shape
    const r = Math.min(m, n)
    const { u, s, v } = svdParts(ops, result, m)
    const to = svdParts(ops, adjoint, m)
    const [column, row] = [ops.reshape(s, [r, 1]), ops.reshape(s, [1, r])]
    const a = turning(ops, u, to.u) // [r, r]
    const b = turning(ops, v, to.v) // [r, r]
    const apart = quotient(ops, ops.add(a, b), ops.sub(row, column)) // [r, r]
    const together = quotient(ops, ops.sub(a, b), ops.add(row, column)) // [r, r]
    const stretch = ops.mul(ops.oneHot(ops.iota(r), r, floatOf(s)), to.s) // [r, r]
    const middle = ops.add(stretch, ops.mul(ops.add(apart, together), 0.5)) // [r, r]
    const left = ops.matmul(u, middle) // [m, r]
    const tall = m > r ? ops.add(left, outside(ops, u, to.u, s)) : left // [m, r]
    const inside = ops.matmul(tall, v, { transposeRight: true }) // [m, n]
    return n > r ? ops.add(inside, ops.matmul(u, outside(ops, v, to.v, s), { transposeRight: true })) : inside
  },
]
