import { mean, square } from '../../engine/ops/derived.ts'
import type { Loss } from './loss.ts'

/**
 * Squared distance to the target, or to the one-hot answer, averaged over examples *and* outputs: (1/nc) Σ_i Σ_j (z_ij − t_ij)²,
 * over `divisor` where there is one.
 *
 * Source: Gromov 2023, arXiv:2301.02679, who sums over outputs; AdamW sees the factor c only through ε.
 *   Miller et al. 2023, arXiv:2310.17247 (divisor 0.002).
 */
export const mse: Loss<'mse'> = {
  lacks: () => null,

  mean(ops, { divisor }, outputs, asked) {
    const [, width = 0] = outputs.shape
    const target = asked.kind === 'targets' ? asked.targets : ops.oneHot(asked.labels, width, outputs.dtype === 'f64' ? 'f64' : 'f32') // [n, c]
    const average = mean(ops, square(ops, ops.sub(outputs, target)))
    return divisor === undefined ? average : ops.div(average, divisor)
  },
}
