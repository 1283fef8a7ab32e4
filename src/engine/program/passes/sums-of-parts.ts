import type { Instruction, Program, Value } from '../program.ts'
import { rewrite, type Rewriter } from './rewrite.ts'

/** A tensor that is zero but for one range along one axis: what `pad` makes there. */
interface Part {
  readonly content: Value
  readonly axis: number
  readonly start: number
  readonly end: number
}

function partOf(value: Value, { definition, typeOf }: Rewriter): Part | null {
  const made = definition(value)
  if (made?.primitive.op !== 'pad') return null
  const { before, after } = made.primitive
  const padded = before.flatMap((length, axis) => (length > 0 || (after[axis] ?? 0) > 0 ? [axis] : []))
  const [axis] = padded
  if (axis === undefined || padded.length > 1) return null
  const content = made.operands[0] as Value
  const start = before[axis] ?? 0
  return { content, axis, start, end: start + (typeOf(content).shape[axis] ?? 0) }
}

/** The operands of a concat along the axis, or the value alone. */
function piecesOf(value: Value, axis: number, { definition }: Rewriter): readonly Value[] {
  const made = definition(value)
  return made?.primitive.op === 'concat' && made.primitive.axis === axis ? made.operands : [value]
}

/** Both parts one after the other, zeros between them where they do not touch. */
function joined(first: Part, second: Part, rewriter: Rewriter, { type }: Instruction): Value {
  const { axis } = first
  const gap = second.start - first.end
  const shape = type.shape.map((length, i) => (i === axis ? gap : length))
  const zeros = gap > 0 ? [rewriter.emit({ op: 'full', shape, value: 0, dtype: type.dtype }, [])] : []
  const pieces = [...piecesOf(first.content, axis, rewriter), ...zeros, ...piecesOf(second.content, axis, rewriter)]
  const content = rewriter.emit({ op: 'concat', axis }, pieces)
  const total = type.shape[axis] ?? 0
  if (first.start === 0 && second.end === total) return content
  const around = (length: number): number[] => type.shape.map((_, i) => (i === axis ? length : 0))
  return rewriter.emit({ op: 'pad', before: around(first.start), after: around(total - second.end) }, [content])
}

/**
 * Puts parts beside each other instead of adding what is around them:
 *
 *   pad(x) + pad(y) → concat(x, y)        where the two do not overlap
 *
 * The gradient of a tensor that is used in slices is such a sum. One bit changes: −0 + 0 is 0, and −0 stays −0.
 */
export function sumsOfParts(program: Program): Program {
  return rewrite(program, (instruction, rewriter) => {
    if (instruction.primitive.op !== 'add') return null
    const [a, b] = instruction.operands.map((operand) => partOf(operand, rewriter))
    if (!a || !b || a.axis !== b.axis) return null
    if (a.end <= b.start) return joined(a, b, rewriter, instruction)
    return b.end <= a.start ? joined(b, a, rewriter, instruction) : null
  })
}
