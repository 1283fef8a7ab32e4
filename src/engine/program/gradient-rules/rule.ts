import { repeatedAxes } from '../../ops/broadcast.ts'
import type { Ops, Shape, Tensor } from '../../ops/ops.ts'
import { sameShape, type Primitive, type PrimitiveName } from '../../ops/primitives.ts'

/** One operation on its way back: `adjoint` is ∂ scalar / ∂ result. */
export interface Backward {
  readonly ops: Ops
  readonly adjoint: Tensor
  readonly operands: readonly Tensor[]
  readonly result: Tensor
}

/** What an operand receives, made only when it is wanted; null when the operation is constant in it or has no gradient. */
export type Share = (() => Tensor) | null

export type GradientRule<N extends PrimitiveName> = (primitive: Primitive<N>, backward: Backward) => readonly Share[]

/** No operand receives anything. */
export const none = (): readonly Share[] => []

/** The adjoint of x where x was broadcast to the shape of `adjoint`: summed over the copies. */
export function sumTo(ops: Ops, adjoint: Tensor, shape: Shape): Tensor {
  if (sameShape(adjoint.shape, shape)) return adjoint
  const axes = repeatedAxes(shape, adjoint.shape)
  return ops.reshape(ops.sum(adjoint, { axes }), shape)
}

/** The only operand, and the two operands. */
export function one({ operands }: Backward): Tensor {
  return operands[0] as Tensor
}
export function two({ operands }: Backward): [Tensor, Tensor] {
  return [operands[0] as Tensor, operands[1] as Tensor]
}
