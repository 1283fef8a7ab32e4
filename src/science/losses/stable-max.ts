import { mean, stableMaxCrossEntropy } from '../../engine/ops/derived.ts'
import { judgesClasses, labelsOf, type Loss } from './loss.ts'

/**
 * Cross-entropy of StableMax, averaged over examples: ℓ = −log( s(z_y) / Σ_j s(z_j) ), s(x) = x + 1 for x ≥ 0 and 1/(1 − x) below.
 *
 * It lets a network without decay generalise, which softmax in any precision does not.
 * Source: Prieto et al. 2025, arXiv:2501.04697, eq. 3 and 4.
 */
export const stableMax: Loss<'stable_max'> = {
  lacks: judgesClasses('StableMax'),
  mean: (ops, _config, logits, asked) => mean(ops, stableMaxCrossEntropy(ops, logits, labelsOf(asked))),
}
