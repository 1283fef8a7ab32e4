import { LabError } from '../../shared/errors.ts'
import { callerLine } from './caller.ts'
import { describeType, type PrimitiveName, type TensorType } from './primitives.ts'

/** Derived functions with arguments of their own that can be wrong. */
type DerivedName = 'dropout' | 'layerNorm' | 'attention' | 'lstmCell' | 'conv2d' | 'maxPool2d' | 'cholesky' | 'kthLargest'

/** Throws the error of a shape or dtype that does not fit: the operation, what it got, why not, and who asked. */
export function refuse(op: PrimitiveName | DerivedName | 'input' | 'output' | 'gradient', operands: readonly TensorType[], why: string): never {
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
