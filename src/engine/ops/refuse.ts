import { LabError } from '../../shared/errors.ts'
import { callerLine } from './caller.ts'
import { describeType, type PrimitiveName, type TensorType } from './primitives.ts'

/** Throws the error of a shape or dtype that does not fit: the operation, what it got, why not, and who asked. */
export function refuse(op: PrimitiveName | 'input' | 'output' | 'gradient', operands: readonly TensorType[], why: string): never {
  const at = callerLine()
  const got = operands.length === 0 ? '' : ` of ${operands.map(describeType).join(' and ')}`
  const where = at === null ? '' : ` Asked for at ${at}.`
  throw new LabError('shape', `${op}${got} is not possible: ${why}. Nothing was computed; correct the program.${where}`, {
    op,
    shapes: operands.map((operand) => operand.shape),
    dtypes: operands.map((operand) => operand.dtype),
    at,
  })
}
