import { sizeOf } from '../../../shared/tensors.ts'
import type { DType, Shape } from '../../ops/ops.ts'
import { LoopBuilder } from './loop-builder.ts'
import { spaceOf } from './loop-inputs.ts'
import { asSource, type Lowering, type Source } from './lowering.ts'
import type { Register } from './schedule.ts'
import { transposeView } from './views.ts'

type Fold = 'sum' | 'max' | 'argmax'

function turned(source: Source, permutation: readonly number[]): Source {
  if (source.kind === 'view') return asSource(transposeView(source, permutation))
  return { ...source, shape: permutation.map((axis) => source.shape[axis] ?? 0) }
}

/** A register that is the same in all columns, as what folding them gives. */
function foldOfEqual(builder: LoopBuilder, op: Fold, register: Register, dtype: DType): Register {
  const { columns } = builder.space
  if (op === 'argmax') return builder.number(0, 'i32')
  if (op === 'max' || columns === 1) return register
  return columns === 0 ? builder.number(0, dtype) : builder.apply('mul', [register, builder.number(columns, dtype)], dtype)
}

/**
 * Reduces over `axes`; the result has the other axes only. Which loop depends on where the last axis goes, so that neighbours
 * in memory are read one after the other:
 *
 *   all axes reduced    total of all elements, whatever their order
 *   last axis reduced   rows are the kept axes, columns the reduced ones: each row is folded
 *   last axis kept      rows are the reduced axes, columns the kept ones: rows are folded into one
 */
export function lowerReduction(lowering: Lowering, op: Fold, source: Source, axes: readonly number[]): Source {
  const { shape, dtype } = source
  const kept = shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]))
  const lengths = (chosen: readonly number[]): Shape => chosen.map((axis) => shape[axis] ?? 0)
  const resultShape = lengths(kept)
  const folded = sizeOf(lengths(axes))
  if (folded === 1) return op === 'argmax' ? { kind: 'number', value: 0, dtype: 'i32', shape: resultShape } : lowering.reshape(source, resultShape)

  const last = shape.findLastIndex((length) => length !== 1)
  const isTotal = op !== 'argmax' && sizeOf(resultShape) === 1
  if (isTotal) return lowerTotal(lowering, op, source, resultShape)
  const byRow = op === 'argmax' || axes.includes(last)
  const order = byRow ? [...kept, ...axes] : [...axes, ...kept]
  const split = byRow ? kept.length : axes.length
  const operand = turned(source, order)
  const builder = new LoopBuilder(spaceOf(operand.shape, split))
  const register = lowering.read(builder, operand, operand.shape, split)
  const out = lowering.temporary({ dtype: op === 'argmax' ? 'i32' : dtype, shape: resultShape })
  if (byRow) {
    const span = builder.spanAt(register)
    const result = span === 'element' || span === 'column' ? builder.reduceRow(op, register, out.dtype) : foldOfEqual(builder, op, register, dtype)
    builder.write({ kind: 'row', register: result, buffer: out.buffer, offset: 0 })
  } else {
    builder.write({ kind: 'columnReduce', op: op as 'sum' | 'max', register, buffer: out.buffer, offset: 0 })
  }
  lowering.loops([builder.build()])
  return asSource(out)
}

function lowerTotal(lowering: Lowering, op: 'sum' | 'max', source: Source, shape: Shape): Source {
  const builder = new LoopBuilder(spaceOf(source.shape))
  const register = lowering.read(builder, source, source.shape)
  const span = builder.spanAt(register)
  const out = lowering.temporary({ dtype: source.dtype, shape })
  const folded = span === 'row' || span === 'scalar' ? foldOfEqual(builder, op, register, source.dtype) : register
  builder.write({ kind: 'totalReduce', op, register: folded, buffer: out.buffer, offset: 0 })
  lowering.loops([builder.build()])
  return asSource(out)
}
