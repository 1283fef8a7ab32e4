import { sizeOf } from '../../../shared/tensors.ts'
import { allocateDense, toHost, type DenseTensor } from '../../ops/dense.ts'
import { computeNow } from '../../ops/eager.ts'
import { sameType, type Primitive } from '../../ops/primitives.ts'
import { bindKernel } from '../../ops/reference/kernels.ts'
import type { Instruction, Program, Value } from '../program.ts'
import { rewrite, type Rewriter } from './rewrite.ts'

/** Larger results are left to the executor, which makes them once a job; a program should stay small. */
const largest = 4096

/** The tensor behind a value, where it is the same in every step; undefined otherwise. */
function constantOf(value: Value, { definition }: Rewriter): DenseTensor | undefined {
  const made = definition(value)
  if (!made || made.type.dtype === 'bool' || sizeOf(made.type.shape) > largest) return undefined
  const { primitive, type } = made
  if (primitive.op !== 'constant' && primitive.op !== 'full' && primitive.op !== 'iota') return undefined
  const out = allocateDense(type)
  bindKernel(primitive, [], out, { step: 0 })()
  return out
}

/** As a `full` where all elements are equal bit for bit, which prints and broadcasts better than a `constant`. */
function source(tensor: DenseTensor): Primitive {
  const { shape, dtype, data } = tensor
  const first = data[0]
  if (first !== undefined && data.every((element) => Object.is(element, first))) return { op: 'full', shape, value: first, dtype }
  return { op: 'constant', value: toHost(tensor) }
}

/** The operand that passes unchanged: x·1, 1·x and x/1 are exact, while x + 0 turns −0 into 0 and is left alone. */
function unchanged({ primitive, operands, type }: Instruction, rewriter: Rewriter): Value | null {
  const [a, b] = operands
  if (a === undefined || b === undefined) return null
  const isOne = (value: Value): boolean => {
    const made = rewriter.definition(value)?.primitive
    return made?.op === 'full' && made.value === 1
  }
  const isWhole = (value: Value): boolean => sameType(rewriter.typeOf(value), type)
  if ((primitive.op === 'mul' || primitive.op === 'div') && isOne(b) && isWhole(a)) return a
  if (primitive.op === 'mul' && isOne(a) && isWhole(b)) return b
  return null
}

/** Computes what does not depend on inputs, step or chance, and drops multiplications by one. Keeps every bit of the results. */
export function foldConstants(program: Program): Program {
  return rewrite(program, (instruction, rewriter) => {
    const { primitive, operands, type } = instruction
    const same = unchanged(instruction, rewriter)
    if (same !== null) return same
    const isFoldable = operands.length > 0 && type.dtype !== 'bool' && sizeOf(type.shape) <= largest
    if (!isFoldable) return null
    const constants = operands.map((operand) => constantOf(operand, rewriter)).filter((constant) => constant !== undefined)
    if (constants.length < operands.length) return null
    return rewriter.emit(source(computeNow(primitive, constants, 0)), [])
  })
}
