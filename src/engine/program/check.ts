import { LabError } from '../../shared/errors.ts'
import { describeType, sameType, type TensorType } from '../ops/primitives.ts'
import { infer } from '../ops/shapes.ts'
import type { Program, Value } from './program.ts'

function fault(what: string, after: string): never {
  throw new LabError(
    'internal',
    `The engine made a program that is not well formed, after ${after}: ${what}. Nothing was computed; this is a fault of the lab, please report it.`,
    { after },
  )
}

/**
 * Holds a program to its grammar: every value bound once and before its use, names not repeated, and the type of each
 * instruction the one that the shape rules give. Runs after recording and after every pass; returns the program.
 */
export function checkProgram(program: Program, after = 'recording'): Program {
  const types = new Map<Value, TensorType>()
  const bind = (value: Value, type: TensorType): void => {
    if (types.has(value)) fault(`value ${value} is bound twice`, after)
    types.set(value, type)
  }
  const typeOf = (value: Value, user: string): TensorType => types.get(value) ?? fault(`${user} uses value ${value}, which is not bound`, after)

  for (const { value, type } of program.inputs) bind(value, type)
  for (const { value, primitive, operands, type } of program.instructions) {
    const inferred = infer(primitive, operands.map((operand) => typeOf(operand, primitive.op)))
    if (!sameType(inferred, type)) fault(`${primitive.op} gives ${describeType(inferred)} but is marked ${describeType(type)}`, after)
    bind(value, type)
  }
  for (const { name, value } of program.outputs) typeOf(value, `output ${name}`)
  for (const names of [program.inputs, program.outputs].map((list) => list.map(({ name }) => name))) {
    const repeated = names.find((name, i) => names.indexOf(name) !== i)
    if (repeated !== undefined) fault(`the name ${repeated} stands twice`, after)
  }
  return program
}
