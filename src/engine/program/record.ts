import type { DifferentiableOps, Tensor } from '../ops/ops.ts'
import { opsOver } from '../ops/primitive-ops.ts'
import type { Primitive, PrimitiveName } from '../ops/primitives.ts'
import { refuse } from '../ops/refuse.ts'
import { infer } from '../ops/shapes.ts'
import { checkProgram } from './check.ts'
import { gradient, type TapeEntry } from './gradient.ts'
import type { Instruction, Program, ProgramInput, Value } from './program.ts'

/**
 * Runs `build` once with operations that note instead of computing, and returns what was noted. The tensors it returns, by
 * name, are the outputs. Shapes and dtypes are checked at each operation, so an error names the line that asked.
 */
export function record(build: (ops: DifferentiableOps) => Readonly<Record<string, Tensor>>): Program {
  const inputs: ProgramInput[] = []
  const instructions: Instruction[] = []
  const tape: TapeEntry[] = []
  const values = new Map<Tensor, Value>()

  function bind<T extends Tensor>(tensor: T): Value {
    const value = values.size
    values.set(tensor, value)
    return value
  }

  function valueOf(op: PrimitiveName | 'output' | 'gradient', tensor: Tensor): Value {
    return values.get(tensor) ?? refuse(op, [tensor], 'it does not belong to the program being recorded')
  }

  function emit(primitive: Primitive, operands: readonly Tensor[]): Tensor {
    const used = operands.map((operand) => valueOf(primitive.op, operand))
    const result = infer(primitive, operands)
    instructions.push({ value: bind(result), primitive, operands: used, type: result })
    tape.push({ primitive, operands, result })
    return result
  }

  const ops: DifferentiableOps = {
    ...opsOver(emit),
    input(name, shape, dtype) {
      const type = { shape, dtype }
      if (inputs.some((input) => input.name === name)) refuse('input', [type], `there is an input named ${name} already`)
      inputs.push({ name, value: bind(type), type })
      return type
    },
    gradient(scalar, wrt) {
      for (const tensor of [scalar, ...wrt]) valueOf('gradient', tensor)
      return gradient(ops, tape.slice(), scalar, wrt)
    },
  }

  const outputs = Object.entries(build(ops)).map(([name, tensor]) => ({ name, value: valueOf('output', tensor) }))
  return checkProgram({ inputs, instructions, outputs })
}
