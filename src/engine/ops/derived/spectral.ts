import type { Ops, Tensor } from '../ops.ts'

export interface SvdParts {
  /** [m, r]: left vectors as columns. */
  readonly u: Tensor
  /** [r]: singular values, descending. */
  readonly s: Tensor
  /** [n, r]: right vectors as columns. */
  readonly v: Tensor
}

/** Takes the result of `ops.svd` of an [m, n] matrix apart. */
export function svdParts(ops: Ops, packed: Tensor, m: number): SvdParts {
  const [rows = 0, r = 0] = packed.shape
  return {
    u: ops.slice(packed, [0, 0], [m, r]),
    s: ops.reshape(ops.slice(packed, [m, 0], [1, r]), [r]),
    v: ops.slice(packed, [m + 1, 0], [rows - m - 1, r]),
  }
}

function singularValues(ops: Ops, x: Tensor): Tensor {
  return svdParts(ops, ops.svd(x), x.shape[0] ?? 0).s
}

/** Σ s_i of x [m, n], a scalar. */
export function nuclearNorm(ops: Ops, x: Tensor): Tensor {
  return ops.sum(singularValues(ops, x))
}

/** The largest singular value of x [m, n], a scalar. */
export function spectralNorm(ops: Ops, x: Tensor): Tensor {
  return ops.max(singularValues(ops, x))
}

/**
 * H = −Σ q_i log q_i with q_i = s_i / Σ s_j, a scalar; exp H is the effective rank of x [m, n]. Singular values of 0 add nothing.
 *
 * Source: Roy & Vetterli 2007; as a penalty DeMoss et al. 2024, arXiv:2412.09810.
 */
export function spectralEntropy(ops: Ops, x: Tensor): Tensor {
  const s = singularValues(ops, x) // [r]
  const q = ops.div(s, ops.sum(s)) // [r]
  const isThere = ops.less(0, q)
  return ops.sum(ops.select(isThere, ops.mul(ops.neg(q), ops.log(ops.select(isThere, q, 1))), 0))
}
