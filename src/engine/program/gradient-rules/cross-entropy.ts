import { two, type GradientRule } from './rule.ts'

/**
 * ∂ℓ/∂z_j = p_j for j ≠ y and ∂ℓ/∂z_y = −Σ_{j≠y} p_j: the usual p_y − 1 loses everything once p_y rounds to 1, this keeps full
 * relative precision as long as the other p_j are representable (1e-38 in f32). With e_j = exp(z_j − max z), whose shift does not
 * matter to any derivative, and a the adjoint, the rows are e_j · a/Σe and −(Σ_{j≠y} e_j) · a/Σe: one division a row.
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
    const isTrue = ops.equal(ops.iota(c), ops.reshape(labels, [n, 1])) // [n, c]
    const others = ops.sum(ops.select(isTrue, 0, e), row) // [n, 1]
    const scale = ops.div(ops.reshape(adjoint, [n, 1]), ops.sum(e, row)) // [n, 1]
    return ops.select(isTrue, ops.neg(ops.mul(others, scale)), ops.mul(e, scale))
  }

  return [toLogits, null]
}
