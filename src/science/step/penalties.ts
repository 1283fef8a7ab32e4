import type { PenaltyConfig } from '../../shared/schema/config/step.ts'
import { square } from '../../engine/ops/derived.ts'
import { spectralEntropy } from '../../engine/ops/derived/spectral.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'

/**
 * What a penalty adds to the loss, a scalar:
 *
 *   l1                 λ Σ |w|           its gradient is λ sign(w), 0 at 0
 *   l2                 ½ λ Σ w²          its gradient is λ w
 *   spectral_entropy   λ · mean over matrices of H(s / Σs), s the singular values
 *
 * Source: PAIR 2023 (L1 before Adam); DeMoss et al. 2024, arXiv:2412.09810 (β · mean H, gradient through the SVD).
 */
export function penaltyOf(ops: Ops, { kind, strength }: PenaltyConfig, weights: readonly Tensor[]): Tensor {
  const total = (terms: readonly Tensor[]): Tensor => terms.reduce((sum, term) => ops.add(sum, term))
  switch (kind) {
    case 'l1':
      return ops.mul(total(weights.map((w) => ops.sum(ops.abs(w)))), strength)
    case 'l2':
      return ops.mul(total(weights.map((w) => ops.sum(square(ops, w)))), strength / 2)
    case 'spectral_entropy': {
      const matrices = weights.filter(({ shape }) => shape.length === 2)
      return ops.mul(total(matrices.map((w) => spectralEntropy(ops, w))), strength / matrices.length)
    }
    default:
      return kind satisfies never
  }
}

/** All penalties together, a scalar; null where there is none. */
export function totalPenalty(ops: Ops, penalties: readonly PenaltyConfig[] = [], weights: readonly Tensor[]): Tensor | null {
  return penalties.map((penalty) => penaltyOf(ops, penalty, weights)).reduce<Tensor | null>((sum, term) => (sum === null ? term : ops.add(sum, term)), null)
}
