import type { Primitive } from '../../ops/primitives.ts'
import type { Instruction, Program, Value } from '../program.ts'
import { rewrite, type Rewriter } from './rewrite.ts'

/** A group of `depth` columns in which row i has its 1 at `indices[i]`. */
interface Block {
  readonly indices: Value
  readonly depth: number
}

/** The i32 [n] indices of column c of [n, columns]. */
function column(indices: Value, c: number, rows: number, { emit }: Rewriter): Value {
  const one = emit({ op: 'slice', start: [0, c], size: [rows, 1] }, [indices])
  return emit({ op: 'reshape', shape: [rows] }, [one])
}

/**
 * The blocks of a matrix that is one-hot by construction: oneHot of [n], a concat of such matrices along the columns, or
 * oneHot of [n, c] reshaped to [n, c · depth]. Null for any other.
 */
function blocksOf(matrix: Value, rewriter: Rewriter): Block[] | null {
  const made = rewriter.definition(matrix)
  if (!made || made.type.shape.length !== 2) return null
  const { primitive, operands, type } = made
  if (primitive.op === 'oneHot') return [{ indices: operands[0]!, depth: primitive.depth }]
  if (primitive.op === 'concat' && primitive.axis === 1) {
    const parts = operands.map((operand) => blocksOf(operand, rewriter))
    return parts.every((part) => part !== null) ? parts.flat() : null
  }
  const inner = primitive.op === 'reshape' ? rewriter.definition(operands[0]!) : undefined
  if (inner?.primitive.op !== 'oneHot' || inner.type.shape.length !== 3 || inner.type.shape[0] !== type.shape[0]) return null
  const [rows = 0, columns = 0, depth = 0] = inner.type.shape
  return Array.from({ length: columns }, (_, c) => ({ indices: column(inner.operands[0]!, c, rows, rewriter), depth }))
}

/** onehot [n, v] × dense [v, m]: one row of each block's part of the matrix, added up. */
function asGathers(blocks: readonly Block[], dense: Value, { emit, typeOf }: Rewriter): Value {
  const [, width = 0] = typeOf(dense).shape
  let row = 0
  const parts = blocks.map(({ indices, depth }) => {
    const part = blocks.length === 1 ? dense : emit({ op: 'slice', start: [row, 0], size: [depth, width] }, [dense])
    row += depth
    return emit({ op: 'gather' }, [part, indices])
  })
  return parts.reduce((sum, part) => emit({ op: 'add' }, [sum, part]))
}

/** onehotᵀ [v, n] × dense [n, m]: rows with equal index added up, block under block. */
function asSegmentSums(blocks: readonly Block[], dense: Value, { emit }: Rewriter): Value {
  const parts = blocks.map(({ indices, depth }) => emit({ op: 'segmentSum', segments: depth }, [dense, indices]))
  return parts.length === 1 ? parts[0]! : emit({ op: 'concat', axis: 0 }, parts)
}

function isPlain(primitive: Primitive<'matmul'>, operands: readonly Value[], { typeOf }: Rewriter): boolean {
  return !primitive.transposeRight && operands.every((operand) => typeOf(operand).shape.length === 2)
}

/**
 * Turns products with one-hot matrices into row look-ups, which cost nothing next to the product:
 *
 *   onehot(i) W → gather(W, i)        onehot(i)ᵀ G → segmentSum(G, i)
 *
 * and blocks of one-hot columns into sums of look-ups. A sum of up to two blocks keeps every bit, more are rounded between
 * additions. One thing changes: NaN or infinity in a row of W that no index names no longer spreads (0 · NaN).
 */
export function oneHotProducts(program: Program): Program {
  return rewrite(program, ({ primitive, operands }: Instruction, rewriter) => {
    if (primitive.op !== 'matmul' || !isPlain(primitive, operands, rewriter)) return null
    const [left, dense] = operands as [Value, Value]
    const blocks = blocksOf(left, rewriter)
    if (blocks === null || blocks.length === 0) return null
    return primitive.transposeLeft ? asSegmentSums(blocks, dense, rewriter) : asGathers(blocks, dense, rewriter)
  })
}
