import { describeType, type Primitive } from '../ops/primitives.ts'
import type { Program, Value } from './program.ts'

function printParameter(name: string, parameter: unknown): string {
  if (Array.isArray(parameter)) return `${name} [${parameter.join(', ')}]`
  if (typeof parameter === 'object' && parameter !== null) return printConstant(parameter as { data: ArrayLike<number> })
  return `${name} ${Object.is(parameter, -0) ? '-0' : String(parameter)}`
}

/** The first elements; a constant can be large. */
function printConstant({ data }: { readonly data: ArrayLike<number> }): string {
  const shown = Array.from({ length: Math.min(data.length, 8) }, (_, i) => data[i])
  return `${shown.join(', ')}${data.length > 8 ? ', …' : ''}`
}

function printPrimitive(primitive: Primitive): string {
  const { op, ...parameters } = primitive
  const shown = Object.entries(parameters)
    .filter(([name, parameter]) => parameter !== false && name !== 'dtype' && !(name === 'shape'))
    .map(([name, parameter]) => printParameter(name, parameter))
  return shown.length === 0 ? op : `${op}{${shown.join('; ')}}`
}

/**
 * A program as text, one line an input, instruction or output. Values are numbered in the order in which they are bound.
 *
 *   input w: %0 f32[2, 3]
 *   %1 = full{value 0.5} f32[]
 *   %2 = mul(%0, %1) f32[2, 3]
 *   output w: %2
 */
export function printProgram(program: Program): string {
  const order = new Map<Value, number>()
  const bind = (value: Value): string => {
    order.set(value, order.size)
    return name(value)
  }
  const name = (value: Value): string => `%${order.get(value) ?? '?'}`
  const inputs = program.inputs.map(({ name: input, value, type }) => `input ${input}: ${bind(value)} ${describeType(type)}`)
  const instructions = program.instructions.map(({ value, primitive, operands, type }) => {
    const used = operands.length === 0 ? '' : `(${operands.map(name).join(', ')})`
    return `${bind(value)} = ${printPrimitive(primitive)}${used} ${describeType(type)}`
  })
  const outputs = program.outputs.map(({ name: output, value }) => `output ${output}: ${name(value)}`)
  return [...inputs, ...instructions, ...outputs].join('\n')
}
