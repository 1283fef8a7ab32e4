import { square } from '../../engine/ops/derived.ts'
import { learningRate } from './learning-rate.ts'
import type { Optimiser } from './optimiser.ts'

/**
 * Gradients over the root of their running mean square, with L2 decay λ:
 *
 *   v ← αv + (1−α)g²      w ← w − η g / (√v + ε),   g with λw added
 *
 * Source: Hinton's lecture 6e (2012); convention of `torch.optim.RMSprop` without centring and momentum (Thilak et al. 2022: α 0.95).
 */
export const rmsprop: Optimiser<'rmsprop', 'v'> = {
  slots: ['v'],

  update(ops, config, weight, gradient, slots) {
    const g = ops.add(gradient, ops.mul(weight, config.weight_decay))
    const v = ops.add(ops.mul(slots.v, config.alpha), ops.mul(square(ops, g), 1 - config.alpha))
    const direction = ops.div(g, ops.add(ops.sqrt(v), config.epsilon))
    return { weight: ops.sub(weight, ops.mul(direction, learningRate(ops, config, weight.dtype))), slots: { v } }
  },
}
