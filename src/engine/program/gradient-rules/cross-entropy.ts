import { two, type GradientRule } from './rule.ts'

/**
 * ∂ℓ/∂z_j = p_j for j ≠ y and ∂ℓ/∂z_y = −Σ_{j≠y} p_j: the usual p_y − 1 loses everything once p_y rounds to 1, this keeps full
 * relative precision as long as the other p_j are representable (1e-38 in f32). p is taken after subtracting the largest logit,
 * which as a shift does not matter to any derivative.
 *
 * Source: the sum form is ours (science of the lab, 1.2); its end is that of the float64 softmax of Nanda et al. 2023.
 */
export const crossEntropy: GradientRule<'crossEntropy'> = (_, backward) => {
  const { ops, adjoint } = backward
  const [logits, labels] = two(backward)
  const [n = 0, c = 0] = logits.shape

  function toLogits() {
    const row = { axes: [1], keepDims: true }
    const e = ops.exp(ops.sub(logits, ops.stopGradient(ops.max(logits, row)))) // [n, c]
    const p = ops.div(e, ops.sum(e, row)) // [n, c]
    const isTrue = ops.equal(ops.iota(c), ops.reshape(labels, [n, 1])) // [n, c]
    const others = ops.sum(ops.select(isTrue, 0, p), row) // [n, 1]
    return ops.mul(ops.select(isTrue, ops.neg(others), p), ops.reshape(adjoint, [n, 1]))
  }

  return [toLogits, null]
}
