import { mean, square } from '../../engine/ops/derived.ts'
import type { Loss } from './loss.ts'

/**
 * Squared distance to the target, or to the one-hot answer, averaged over examples *and* outputs: (1/nc) Σ_i Σ_j (z_ij − t_ij)².
 *
 * Source: Gromov 2023, arXiv:2301.02679, who sums over outputs; AdamW sees the factor c only through ε.
 */
export const mse: Loss<'mse'> = {
  lacks: () => null,

  mean(ops, _config, outputs, asked) {
    const [, width = 0] = outputs.shape
    const target = asked.kind === 'targets' ? asked.targets : ops.oneHot(asked.labels, width, outputs.dtype === 'f64' ? 'f64' : 'f32') // [n, c]
    return mean(ops, square(ops, ops.sub(outputs, target)))
  },
}
