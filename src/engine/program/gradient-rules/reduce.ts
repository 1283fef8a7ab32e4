import type { Ops, Tensor } from '../../ops/ops.ts'
import { one, type GradientRule } from './rule.ts'

/** A reduced tensor, repeated along the axes that were reduced. */
function spread(ops: Ops, reduced: Tensor, x: Tensor, axes: readonly number[]): Tensor {
  const kept = ops.reshape(reduced, x.shape.map((d, axis) => (axes.includes(axis) ? 1 : d)))
  return ops.broadcastTo(kept, x.shape)
}

export const sum: GradientRule<'sum'> = ({ axes }, backward) => [() => spread(backward.ops, backward.adjoint, one(backward), axes)]

/** Equal largest elements share the adjoint equally. */
export const max: GradientRule<'max'> = ({ axes }, backward) => [
  () => {
    const { ops, adjoint, result } = backward
    const x = one(backward)
    const isLargest = ops.equal(x, spread(ops, result, x, axes))
    const ties = ops.sum(ops.cast(isLargest, x.dtype), { axes, keepDims: true })
    return ops.select(isLargest, ops.div(spread(ops, adjoint, x, axes), ties), 0)
  },
]
