import type { Primitive, TensorType } from '../../ops/primitives.ts'
import { infer } from '../../ops/shapes.ts'
import type { Instruction, Program, Value } from '../program.ts'

/** What a pass sees and may do while it goes through a program from first to last. */
export interface Rewriter {
  /** The instruction that binds a value in the program being made; undefined for an input. */
  definition(value: Value): Instruction | undefined
  typeOf(value: Value): TensorType
  /** Adds an instruction of the given origin and returns its value. */
  emit(primitive: Primitive, operands: readonly Value[]): Value
}

/**
 * Goes through the instructions in order, their operands already replaced. `visit` returns the value that stands for the
 * instruction from here on, or null to keep it as it is.
 */
export function rewrite(program: Program, visit: (instruction: Instruction, rewriter: Rewriter) => Value | null): Program {
  const made: Instruction[] = []
  const definitions = new Map<Value, Instruction>()
  const types = new Map<Value, TensorType>(program.inputs.map(({ value, type }) => [value, type]))
  const replaced = new Map<Value, Value>()
  const current = (value: Value): Value => replaced.get(value) ?? value
  let next = Math.max(-1, ...program.inputs.map(({ value }) => value), ...program.instructions.map(({ value }) => value)) + 1

  const keep = (instruction: Instruction): void => {
    made.push(instruction)
    definitions.set(instruction.value, instruction)
    types.set(instruction.value, instruction.type)
  }
  const rewriter: Rewriter = {
    definition: (value) => definitions.get(value),
    typeOf: (value) => types.get(value) as TensorType,
    emit(primitive, operands) {
      const value = next++
      keep({ value, primitive, operands, type: infer(primitive, operands.map((operand) => rewriter.typeOf(operand))) })
      return value
    },
  }

  for (const instruction of program.instructions) {
    const moved = { ...instruction, operands: instruction.operands.map(current) }
    const value = visit(moved, rewriter)
    if (value === null) keep(moved)
    else replaced.set(instruction.value, value)
  }
  return { ...program, instructions: made, outputs: program.outputs.map(({ name, value }) => ({ name, value: current(value) })) }
}
