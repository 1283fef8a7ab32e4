import { sizeOf } from '../../../shared/tensors.ts'
import type { Primitive, TensorType } from '../../ops/primitives.ts'
import { typesOf, type Instruction, type Program } from '../program.ts'
import { costTable, flopOfProduct, flopOfSvd, noCost, type Cost, type OperationCost, type ProductSize } from './cost.ts'
import { bytesOfElement } from './lifetimes.ts'

/** Other names for the elements that are there. */
const views: ReadonlySet<string> = new Set(['reshape', 'stopGradient'])
/** Elements that change their place, their type or nothing. */
const moves: ReadonlySet<string> = new Set(['constant', 'full', 'iota', 'step', 'transpose', 'broadcastTo', 'slice', 'concat', 'pad', 'oneHot', 'gather', 'cast', 'randomPermutation'])

function flopOf(primitive: Primitive, operands: readonly TensorType[], result: TensorType): number {
  const [first, second] = operands
  switch (primitive.op) {
    case 'matmul':
      return flopOfProduct(productOf(primitive, operands, result))
    case 'sum':
    case 'max':
    case 'argmax':
    case 'segmentSum':
      return sizeOf(first?.shape ?? [])
    // Maximum, difference, exponential and sum for each logit; the logarithm and the pick are a row's.
    case 'crossEntropy':
      return 4 * sizeOf(first?.shape ?? []) + 2 * sizeOf(second?.shape ?? [])
    case 'svd':
      return flopOfSvd(first?.shape[0] ?? 0, first?.shape[1] ?? 0)
    default:
      return moves.has(primitive.op) || views.has(primitive.op) ? 0 : sizeOf(result.shape)
  }
}

const bytes = ({ shape, dtype }: TensorType): number => sizeOf(shape) * bytesOfElement[dtype]

function instructionCost({ primitive, type }: Instruction, operands: readonly TensorType[]): Cost {
  if (views.has(primitive.op)) return noCost
  // Moves read what they place; a row that is not looked up is not read.
  const takesPart = primitive.op === 'gather' || primitive.op === 'slice'
  const read = takesPart ? bytes(type) + operands.slice(1).reduce((sum, operand) => sum + bytes(operand), 0) : operands.reduce((sum, operand) => sum + bytes(operand), 0)
  return { flop: flopOf(primitive, operands, type), bytesRead: read, bytesWritten: bytes(type) }
}

function productOf({ transposeLeft }: Primitive<'matmul'>, [left]: readonly TensorType[], { shape }: TensorType): ProductSize {
  const [m = 0, n = 0] = shape.slice(-2)
  const k = left?.shape.at(transposeLeft ? -2 : -1) ?? 0
  return { batch: sizeOf(shape.slice(0, -2)), m, n, k }
}

/** Costs of a program by primitive, each operation on its own. */
export function programCosts(program: Program): OperationCost[] {
  const types = typesOf(program)
  return costTable(
    program.instructions.map((instruction) => {
      const operands = instruction.operands.map((operand) => types.get(operand) as TensorType)
      return { operation: instruction.primitive.op, ...instructionCost(instruction, operands) }
    }),
  )
}
