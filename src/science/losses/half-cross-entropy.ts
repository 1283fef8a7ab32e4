import type { Ops, Tensor } from '../../engine/ops/ops.ts'

/**
 * Softmax cross-entropy in which every intermediate number is rounded to half precision (11 significant bits, nothing below 6e-8),
 * with h(·) the rounding:
 *
 *   z = h(logits),  d_j = h(z_j − max z),  e_j = h(exp d_j),  S = h(Σ_j e_j),  p_j = h(e_j / S)
 *   ℓ = h(h(log S) − d_y)
 *   ∂ℓ/∂z_j = p_j (j ≠ y),   ∂ℓ/∂z_y = h(p_y − 1) plain,   h(−Σ_{j≠y} p_j) exact
 *
 * Sums are carried in the dtype of the logits and rounded once, as half kernels do. The plain form collapses: S = 1 once the others
 * add to less than 2⁻¹¹, and the answer's gradient is 0 exactly. The exact form takes log S as log1p of the others where the answer
 * leads, so its loss and gradient end only where half precision has no smaller number.
 *
 * @param logits [n, c], f32 or f64 @param labels i32 [n] @returns [n] in the dtype of the logits
 * Source: Prieto et al. 2025, arXiv:2501.04697, section 3 (softmax collapse); the exact form is ours, after Nanda et al. 2023.
 */
export function halfCrossEntropy(ops: Ops, logits: Tensor, labels: Tensor, form: 'exact_gradient' | 'plain'): Tensor {
  const [n = 0, c = 0] = logits.shape
  const half = (x: Tensor): Tensor => ops.roundToHalf(x)
  const isAnswer = ops.equal(ops.iota(c), ops.reshape(labels, [n, 1])) // [n, c]
  const overClasses = (x: Tensor): Tensor => ops.sum(x, { axes: [1], keepDims: true }) // [n, 1]
  const own = (x: Tensor): Tensor => overClasses(ops.select(isAnswer, x, 0)) // [n, 1]
  const others = (x: Tensor): Tensor => overClasses(ops.select(isAnswer, 0, x)) // [n, 1]

  const z = half(ops.stopGradient(logits)) // [n, c]
  const d = half(ops.sub(z, ops.max(z, { axes: [1], keepDims: true }))) // [n, c]
  const e = half(ops.exp(d)) // [n, c]
  const total = half(overClasses(e)) // [n, 1]
  const p = half(ops.div(e, total)) // [n, c]

  const ownD = own(d) // [n, 1]
  const logTotal = half(ops.log(total)) // [n, 1]
  const isLeading = ops.equal(ownD, 0) // [n, 1]
  const logSum = form === 'plain' ? logTotal : ops.select(isLeading, half(ops.log1p(half(others(e)))), logTotal)
  const value = half(ops.sub(logSum, ownD)) // [n, 1]
  const ownGradient = form === 'plain' ? half(ops.sub(own(p), 1)) : half(ops.neg(others(p))) // [n, 1]
  const gradient = ops.select(isAnswer, ownGradient, p) // [n, c]

  return ops.reshape(withGradient(ops, value, logits, gradient), [n])
}

/** The value [n, 1], whose derivative by x [n, c] is the given one [n, c]: v + Σ_j g_j (x_j − x_j), the second x seen as a constant. */
function withGradient(ops: Ops, value: Tensor, x: Tensor, gradient: Tensor): Tensor {
  const nothing = ops.sub(x, ops.stopGradient(x)) // [n, c], zeros
  return ops.add(ops.stopGradient(value), ops.sum(ops.mul(nothing, ops.stopGradient(gradient)), { axes: [1], keepDims: true }))
}
