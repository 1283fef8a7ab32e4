import type { Ops, Tensor } from '../ops/ops.ts'
import { dispatch, type Primitive } from '../ops/primitives.ts'
import { refuse } from '../ops/refuse.ts'
import { gradientRules } from './gradient-rules/index.ts'

/** One operation that was made, in the order in which they were. */
export interface TapeEntry {
  readonly primitive: Primitive
  readonly operands: readonly Tensor[]
  readonly result: Tensor
}

function isFloat({ dtype }: Tensor): boolean {
  return dtype === 'f32' || dtype === 'f64'
}

/** Everything on the tape that any of `wrt` can move. */
function dependents(tape: readonly TapeEntry[], wrt: readonly Tensor[]): Set<Tensor> {
  const moved = new Set(wrt)
  for (const { operands, result } of tape) if (operands.some((operand) => moved.has(operand))) moved.add(result)
  return moved
}

/**
 * ∂ scalar / ∂ each of `wrt` by the chain rule from the last operation to the first (reverse mode): the adjoint of a tensor is
 * the sum of what the rules of its users send back. Everything it does, it does through `ops`, so when `ops` records, the
 * gradient is itself on the tape and can be differentiated again.
 */
export function gradient(ops: Ops, tape: readonly TapeEntry[], scalar: Tensor, wrt: readonly Tensor[]): readonly Tensor[] {
  if (scalar.shape.length > 0 || !isFloat(scalar)) refuse('gradient', [scalar], 'it is taken of a scalar, f32 or f64')
  for (const tensor of wrt) if (!isFloat(tensor)) refuse('gradient', [tensor], 'it is taken with respect to f32 or f64')

  const moved = dependents(tape, wrt)
  const adjoints = new Map<Tensor, Tensor>([[scalar, ops.full([], 1, scalar.dtype)]])
  for (let place = tape.length - 1; place >= 0; place--) {
    const { primitive, operands, result } = tape[place] as TapeEntry
    const adjoint = adjoints.get(result)
    if (adjoint === undefined || !moved.has(result)) continue
    const shares = dispatch(gradientRules, primitive, { ops, adjoint, operands, result })
    operands.forEach((operand, i) => {
      const share = shares[i]
      if (!share || !moved.has(operand) || !isFloat(operand)) return
      const before = adjoints.get(operand)
      adjoints.set(operand, before === undefined ? share() : ops.add(before, share()))
    })
  }
  return wrt.map((tensor) => adjoints.get(tensor) ?? ops.full(tensor.shape, 0, tensor.dtype))
}
