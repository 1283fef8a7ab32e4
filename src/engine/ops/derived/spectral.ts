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
