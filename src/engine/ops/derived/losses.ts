import type { Ops, Tensor } from '../ops.ts'
import { relu } from './activations.ts'
import { mean, square } from './averages.ts'
import { stableMax } from './softmax.ts'

/** Losses per example; their mean over examples is what is trained. */

/** Mean over outputs of the squared difference: prediction and target [n, k] → [n]. */
export function meanSquaredError(ops: Ops, prediction: Tensor, target: Tensor): Tensor {
  return mean(ops, square(ops, ops.sub(prediction, target)), { axes: [1] })
}

/** max(0, 1 − y f): outputs f [n], labels y = ±1 [n] of the same dtype → [n]. The gradient at the kink is 0. */
export function hinge(ops: Ops, output: Tensor, label: Tensor): Tensor {
  return relu(ops, ops.sub(1, ops.mul(label, output)))
}

/**
 * Cross-entropy of StableMax probabilities p_i = s(z_i) / Σ_j s(z_j): logits [n, c], labels i32 [n] → [n].
 *
 *   −log p_y = log1p( Σ_{j≠y} s(z_j) / s(z_y) ),
 *
 * which keeps its precision where p_y rounds to 1. A label outside [0, c) gives infinity.
 *
 * Source: Prieto et al. 2025, arXiv:2501.04697, eq. 3 and 4; the form with log1p is ours.
 */
export function stableMaxCrossEntropy(ops: Ops, logits: Tensor, labels: Tensor): Tensor {
  const [n = 0, c = 0] = logits.shape
  const s = stableMax(ops, logits) // [n, c]
  const isTrue = ops.equal(ops.iota(c), ops.reshape(labels, [n, 1])) // [n, c]
  const own = ops.sum(ops.select(isTrue, s, 0), { axes: [1] }) // [n]
  const others = ops.sum(ops.select(isTrue, 0, s), { axes: [1] }) // [n]
  return ops.log1p(ops.div(others, own)) // [n]
}
