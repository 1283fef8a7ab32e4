import { one, sumTo, type GradientRule } from './rule.ts'

/** Operations that move elements send each adjoint back to where its element came from. */

export const reshape: GradientRule<'reshape'> = (_, backward) => [() => backward.ops.reshape(backward.adjoint, one(backward).shape)]

export const transpose: GradientRule<'transpose'> = ({ permutation }, { ops, adjoint }) => [
  () => ops.transpose(adjoint, permutation.map((_, axis) => permutation.indexOf(axis))),
]

export const broadcastTo: GradientRule<'broadcastTo'> = (_, backward) => [() => sumTo(backward.ops, backward.adjoint, one(backward).shape)]

export const slice: GradientRule<'slice'> = ({ start, size }, backward) => [
  () => {
    const after = one(backward).shape.map((d, axis) => d - (start[axis] ?? 0) - (size[axis] ?? 0))
    return backward.ops.pad(backward.adjoint, start, after)
  },
]

export const pad: GradientRule<'pad'> = ({ before }, backward) => [() => backward.ops.slice(backward.adjoint, before, one(backward).shape)]

export const concat: GradientRule<'concat'> = ({ axis }, { ops, adjoint, operands }) => {
  let at = 0
  return operands.map(({ shape }) => {
    const start = shape.map((_, i) => (i === axis ? at : 0))
    at += shape[axis] ?? 0
    return () => ops.slice(adjoint, start, shape)
  })
}
