import { learningRate } from './learning-rate.ts'
import type { Optimiser } from './optimiser.ts'

/**
 * Gradient descent with momentum μ and L2 decay λ, the momentum undamped:
 *
 *   b ← μ b + (g + λw)      w ← w − η b
 *
 * Source: Sutskever et al. 2013; convention of `torch.optim.SGD` (Merrill et al. 2023, Miller et al. 2023: η 0.1, λ 0.01).
 */
export const sgd: Optimiser<'sgd', 'b'> = {
  slots: ['b'],

  update(ops, config, weight, gradient, slots) {
    const b = ops.add(ops.mul(slots.b, config.momentum), ops.add(gradient, ops.mul(weight, config.weight_decay)))
    return { weight: ops.sub(weight, ops.mul(b, learningRate(ops, config, weight.dtype))), slots: { b } }
  },
}
