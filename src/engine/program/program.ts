import type { Primitive, TensorType } from '../ops/primitives.ts'

/**
 * What the recorder yields, passes transform and executors compile: a flat list of single operations.
 *
 *   program      = input* instruction* output*
 *   input        = name value type
 *   instruction  = value "=" primitive(value*) type
 *   output       = name value
 *
 * A value is a number that stands for one tensor. It is bound exactly once, by an input or an instruction, and used only
 * after that. There are no branches and no loops: what changes from step to step (`step`, random draws) is a primitive.
 * `checkProgram` holds programs to this and to the shape rules of `ops/shapes.ts`.
 */
export interface Program {
  readonly inputs: readonly ProgramInput[]
  readonly instructions: readonly Instruction[]
  readonly outputs: readonly ProgramOutput[]
}

export type Value = number

export interface ProgramInput {
  readonly name: string
  readonly value: Value
  readonly type: TensorType
}

export interface Instruction {
  readonly value: Value
  readonly primitive: Primitive
  readonly operands: readonly Value[]
  readonly type: TensorType
}

export interface ProgramOutput {
  readonly name: string
  readonly value: Value
}

/** Types of all values of a program. */
export function typesOf(program: Program): Map<Value, TensorType> {
  return new Map([...program.inputs, ...program.instructions].map(({ value, type }) => [value, type]))
}
