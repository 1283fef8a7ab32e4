import { square } from '../../../engine/ops/derived.ts'
import type { Filter } from './filter.ts'

/**
 * All gradients times min(1, c / ‖g‖), ‖g‖ their length together.
 *
 * Source: Pascanu et al. 2013, arXiv:1211.5063, algorithm 1; without the 1e-6 that PyTorch adds to ‖g‖.
 */
export const clip: Filter<'clip'> = {
  slots: () => ({}),

  apply(ops, { norm }, parameters) {
    const squares = parameters.map(({ gradient }) => ops.sum(square(ops, gradient)))
    const length = ops.sqrt(squares.reduce((sum, x) => ops.add(sum, x)))
    const factor = ops.select(ops.less(norm, length), ops.div(norm, length), 1)
    return parameters.map(({ gradient }) => ({ gradient: ops.mul(gradient, factor), slots: {} }))
  },
}
