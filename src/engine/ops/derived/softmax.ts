import type { Ops, Tensor } from '../ops.ts'

/** x minus its largest element along the axis, which as a shift changes neither value nor derivative of what follows. */
function shifted(ops: Ops, x: Tensor, axis: number): Tensor {
  return ops.sub(x, ops.stopGradient(ops.max(x, { axes: [axis], keepDims: true })))
}

/** exp x_i / Σ_j exp x_j along the axis (the last one by default), in the shape of x. */
export function softmax(ops: Ops, x: Tensor, axis = -1): Tensor {
  const e = ops.exp(shifted(ops, x, axis))
  return ops.div(e, ops.sum(e, { axes: [axis], keepDims: true }))
}

/** x_i − log Σ_j exp x_j along the axis (the last one by default), in the shape of x. */
export function logSoftmax(ops: Ops, x: Tensor, axis = -1): Tensor {
  const z = shifted(ops, x, axis)
  return ops.sub(z, ops.log(ops.sum(ops.exp(z), { axes: [axis], keepDims: true })))
}

/**
 * s(x) = x + 1 for x ≥ 0 and 1 / (1 − x) below, elementwise: grows linearly where exp would absorb all others by rounding.
 * Its gradient is 1 for x ≥ 0 and s² below.
 *
 * Source: Prieto et al. 2025, arXiv:2501.04697, eq. 3.
 */
export function stableMax(ops: Ops, x: Tensor): Tensor {
  // The smaller of x and 0, so that the branch not taken never divides by 0.
  const below = ops.div(1, ops.sub(1, ops.minimum(x, 0)))
  return ops.select(ops.less(x, 0), below, ops.add(x, 1))
}
