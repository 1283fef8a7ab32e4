import { mean } from '../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { Loss } from './loss.ts'

/**
 * Softmax cross-entropy, averaged over examples: ℓ = log Σ_j exp z_j − z_y.
 *
 * `exact_gradient` takes the gradient of the true class as minus the sum of the other probabilities, which keeps full relative
 * precision when the loss falls below 1e-7 in f32. `plain` is the usual form, which loses it: it shows the float effects that
 * look like phenomena (Prieto et al. 2025, arXiv:2501.04697).
 */
export const crossEntropy: Loss<'cross_entropy'> = {
  lacks: ({ kind }) => (kind === 'classes' ? null : 'Cross-entropy judges classes, and the answers of this task are numbers; choose the mean squared error.'),

  mean(ops, { form }, logits, asked) {
    if (asked.kind !== 'classes') throw new Error('Cross-entropy was asked for numbers, which `lacks` refuses.')
    const { labels } = asked
    return mean(ops, form === 'exact_gradient' ? ops.crossEntropy(logits, labels) : plain(ops, logits, labels))
  },
}

/** logits [n, c], labels i32 [n] → [n]. */
function plain(ops: Ops, logits: Tensor, labels: Tensor): Tensor {
  const [, classes] = logits.shape as readonly [number, number]
  const largest = ops.stopGradient(ops.max(logits, { axes: [1], keepDims: true })) // [n, 1]
  const shifted = ops.sub(logits, largest) // [n, c]
  const logSum = ops.log(ops.sum(ops.exp(shifted), { axes: [1] })) // [n]
  const answer = ops.oneHot(labels, classes, logits.dtype === 'f64' ? 'f64' : 'f32') // [n, c]
  return ops.sub(logSum, ops.sum(ops.mul(shifted, answer), { axes: [1] })) // [n]
}
