import { sizeOf } from '../../../shared/tensors.ts'
import type { Primitive, TensorType } from '../../ops/primitives.ts'
import { LoopBuilder } from './loop-builder.ts'
import type { Lowering, Source } from './lowering.ts'
import { evenStride, isRowMajor, type View } from './views.ts'

/** Indices as one row: where they begin and how far apart they stand. */
function indicesOf(lowering: Lowering, source: Source): { readonly indices: number; readonly indexOffset: number; readonly indexStride: number } {
  const view = lowering.view(source)
  const stride = evenStride(view)
  if (stride === null) return indicesOf(lowering, lowering.copySource(source))
  return { indices: view.buffer, indexOffset: view.offset, indexStride: stride }
}

/** A table whose rows stand one after the other; a slice of its rows keeps its place. */
function tableOf(lowering: Lowering, source: Source): View {
  const view = lowering.view(source)
  return isRowMajor(view) ? view : lowering.copy(source)
}

/** A row of the table for each index. */
export function lowerGather(lowering: Lowering, sources: readonly Source[], type: TensorType): View {
  const [tableSource, indexSource] = sources as [Source, Source]
  const { buffer, offset, dtype, shape } = tableOf(lowering, tableSource)
  const out = lowering.temporary(type)
  const builder = new LoopBuilder({ rows: sizeOf(indexSource.shape), columns: sizeOf(shape.slice(1)) })
  const register = builder.add({ kind: 'lookup', buffer, offset, dtype, tableRows: shape[0] ?? 0, ...indicesOf(lowering, indexSource) })
  builder.write({ kind: 'element', register, buffer: out.buffer, offset: 0 })
  lowering.loops([builder.build()])
  return out
}

export function lowerSegmentSum(lowering: Lowering, { segments }: Primitive<'segmentSum'>, sources: readonly Source[], type: TensorType): View {
  const [valueSource, indexSource] = sources as [Source, Source]
  const values = lowering.whole(valueSource)
  const out = lowering.temporary(type)
  const [rows = 0, ...rest] = values.shape
  const index = indicesOf(lowering, indexSource)
  lowering.emit({ kind: 'segmentSum', dtype: type.dtype, rows, width: sizeOf(rest), segments, values: values.buffer, ...index, out: out.buffer, offset: 0 })
  return out
}

/** 1 in the column that the row's index names. */
export function lowerOneHot(lowering: Lowering, { depth, dtype }: Primitive<'oneHot'>, source: Source, type: TensorType): View {
  const index = lowering.reshape(source, [...source.shape, 1])
  const columns: Source = { ...lowering.count(depth), kind: 'view' }
  return lowering.elements(type, [columns, index], (builder, [column, row]) => builder.apply('cast', [builder.apply('equal', [column as number, row as number], 'bool')], dtype))
}
