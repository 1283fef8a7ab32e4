import type { Primitive } from '../../ops/primitives.ts'
import type { Instruction, Program, Value } from '../program.ts'
import { rewrite } from './rewrite.ts'

/** Numbers that JSON would confuse, and typed arrays by identity: comparing their contents would cost more than it saves. */
function keyOf({ op, ...parameters }: Primitive, operands: readonly Value[], identity: (object: object) => number): string {
  const text = JSON.stringify(parameters, (_, parameter: unknown) => {
    if (ArrayBuffer.isView(parameter)) return `array ${identity(parameter)}`
    if (typeof parameter === 'number') return Object.is(parameter, -0) ? '-0' : String(parameter)
    return parameter
  })
  return `${op}(${operands.join()})${text}`
}

/**
 * Makes equal operations on equal operands once. Random draws too: with equal key and counter they are equal by definition.
 */
export function commonSubexpressions(program: Program): Program {
  const known = new Map<string, Value>()
  const identities = new Map<object, number>()
  const identity = (object: object): number => {
    const id = identities.get(object) ?? identities.size
    identities.set(object, id)
    return id
  }
  return rewrite(program, ({ primitive, operands, value }: Instruction) => {
    const key = keyOf(primitive, operands, identity)
    const earlier = known.get(key)
    if (earlier === undefined) known.set(key, value)
    return earlier ?? null
  })
}
