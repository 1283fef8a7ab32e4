import { mean, square } from '../../engine/ops/derived.ts'
import type { Loss } from './loss.ts'

/**
 * Squared distance to the one-hot answer, averaged over examples *and* outputs: (1/nc) Σ_i Σ_j (z_ij − [j = y_i])².
 *
 * Source: Gromov 2023, arXiv:2301.02679, who sums over outputs; AdamW sees the factor c only through ε.
 */
export const mse: Loss<'mse'> = {
  mean(ops, _config, logits, labels) {
    const [, classes] = logits.shape as readonly [number, number]
    const answer = ops.oneHot(labels, classes, logits.dtype === 'f64' ? 'f64' : 'f32') // [n, c]
    return mean(ops, square(ops, ops.sub(logits, answer)))
  },
}
