import { square } from '../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import type { Filter } from './filter.ts'

const tiny = 1e-30

function dot(ops: Ops, a: Tensor, b: Tensor): Tensor {
  return ops.sum(ops.mul(a, b))
}

function length(ops: Ops, x: Tensor): Tensor {
  return ops.sqrt(ops.sum(square(ops, x)))
}

/**
 * OrthoGrad, for each tensor by itself: the part of the gradient along the weights is taken away, the rest gets the length of the
 * whole.
 *
 *   g⊥ = g − ⟨w, g⟩ / (⟨w, w⟩ + 1e-30) · w,   g ← g⊥ · ‖g‖ / (‖g⊥‖ + 1e-30)
 *
 * Source: Prieto et al. 2025, arXiv:2501.04697, section 5 and the authors' `orthograd.py`.
 */
export const orthogonal: Filter<'orthogonal'> = {
  slots: () => ({}),

  apply(ops, _config, parameters) {
    return parameters.map(({ weight, gradient }) => {
      const along = ops.div(dot(ops, weight, gradient), ops.add(dot(ops, weight, weight), tiny))
      const rest = ops.sub(gradient, ops.mul(weight, along))
      return { gradient: ops.mul(rest, ops.div(length(ops, gradient), ops.add(length(ops, rest), tiny))), slots: {} }
    })
  },
}
