import { learningRate } from './learning-rate.ts'
import { adamDirection } from './moments.ts'
import type { Optimiser } from './optimiser.ts'

/**
 * Adam with L2 decay: the decay is part of the gradient, g + λw, and passes through the moments.
 *
 *   w ← w − η m̂ / (√v̂ + ε)
 *
 * Source: Kingma & Ba, arXiv:1412.6980v9, algorithm 1; the L2 form as `torch.optim.Adam` (devinterp, Grokfast; "honest" in openai/grok).
 */
export const adam: Optimiser<'adam', 'm' | 'v'> = {
  slots: ['m', 'v'],

  update(ops, config, weight, gradient, slots, context) {
    const decayed = ops.add(gradient, ops.mul(weight, config.weight_decay))
    const { direction, slots: after } = adamDirection(ops, config, decayed, slots, context)
    return { weight: ops.sub(weight, ops.mul(direction, learningRate(ops, config, weight.dtype))), slots: after }
  },
}
