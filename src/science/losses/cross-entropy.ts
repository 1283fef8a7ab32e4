import type { LossConfig } from '../../shared/schema/config/loss.ts'
import { mean } from '../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { halfCrossEntropy } from './half-cross-entropy.ts'
import { judgesClasses, labelsOf, type Loss } from './loss.ts'

type CrossEntropyConfig = Extract<LossConfig, { kind: 'cross_entropy' }>

/**
 * Softmax cross-entropy, averaged over examples: ℓ = log Σ_j exp z_j − z_y.
 *
 * `exact_gradient` takes the gradient of the true class as minus the sum of the other probabilities, which keeps full relative
 * precision when the loss falls below 1e-7 in f32. `plain` is the usual form, which loses it: it shows the float effects that
 * look like phenomena (Prieto et al. 2025, arXiv:2501.04697, figure 2 with `softmax_precision`).
 */
export const crossEntropy: Loss<'cross_entropy'> = {
  lacks: judgesClasses('Cross-entropy'),

  mean(ops, config, logits, asked) {
    const average = mean(ops, perExample(ops, config, logits, labelsOf(asked)))
    const own = average.dtype === logits.dtype ? average : ops.cast(average, logits.dtype)
    return config.divisor === undefined ? own : ops.div(own, config.divisor)
  },
}

/** logits [n, c], labels i32 [n] → [n], in the precision of the softmax; half precision stands in the dtype of the logits. */
function perExample(ops: Ops, { form, softmax_precision: precision }: CrossEntropyConfig, logits: Tensor, labels: Tensor): Tensor {
  if (precision === 'f16') return halfCrossEntropy(ops, logits, labels, form)
  const z = precision === undefined || precision === logits.dtype ? logits : ops.cast(logits, precision)
  return form === 'exact_gradient' ? ops.crossEntropy(z, labels) : plain(ops, z, labels)
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
