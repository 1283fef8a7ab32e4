import type { Instruction, Program, Value } from '../program.ts'
import { rewrite, type Rewriter } from './rewrite.ts'

/** Values that are in memory whatever happens to loops, because a product or a segment sum reads them. */
function storedValues({ instructions }: Program): Set<Value> {
  const stored = new Set<Value>()
  for (const { primitive, operands, value } of instructions.toReversed()) {
    const isWhole = primitive.op === 'matmul' || primitive.op === 'segmentSum'
    const isPassedOn = (primitive.op === 'reshape' || primitive.op === 'transpose') && stored.has(value)
    if (isWhole || isPassedOn) for (const operand of operands) stored.add(operand)
  }
  return stored
}

function isZero(value: Value, { definition }: Rewriter): boolean {
  const made = definition(value)?.primitive
  return made?.op === 'full' && made.value === 0
}

/** x and its mask where the instruction is max(x, 0) as `relu` writes it: select(0 < x, x, 0). */
function rectified({ primitive, operands }: Instruction, rewriter: Rewriter): { readonly x: Value; readonly mask: Value } | null {
  if (primitive.op !== 'select') return null
  const [mask, x, other] = operands as [Value, Value, Value]
  const made = rewriter.definition(mask)
  if (made?.primitive.op !== 'less' || made.operands[1] !== x) return null
  return isZero(made.operands[0] as Value, rewriter) && isZero(other, rewriter) ? { x, mask } : null
}

/**
 * Asks max(x, 0) itself whether it is positive, instead of keeping the mask 0 < x from the way forth for the way back: the result
 * is in memory for a product anyway, and 0 < max(x, 0) is 0 < x for every x, NaN and −0 too. Keeps every bit.
 */
export function masksFromResults(program: Program): Program {
  const stored = storedValues(program)
  const results = new Map<Value, { readonly result: Value; mask: Value | null }>()
  return rewrite(program, (instruction, rewriter) => {
    const { value, primitive, operands } = instruction
    const found = stored.has(value) ? rectified(instruction, rewriter) : null
    if (found !== null) results.set(found.mask, { result: value, mask: null })
    if (primitive.op !== 'select' || found !== null) return null
    const known = results.get(operands[0] as Value)
    if (known === undefined) return null
    known.mask ??= maskOf(known.result, rewriter)
    return rewriter.emit(primitive, [known.mask, ...operands.slice(1)])
  })
}

function maskOf(result: Value, rewriter: Rewriter): Value {
  const zero = rewriter.emit({ op: 'full', shape: [], value: 0, dtype: rewriter.typeOf(result).dtype }, [])
  return rewriter.emit({ op: 'less' }, [zero, result])
}
