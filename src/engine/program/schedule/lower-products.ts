import { sizeOf } from '../../../shared/tensors.ts'
import type { Primitive, TensorType } from '../../ops/primitives.ts'
import type { Lowering, Source } from './lowering.ts'
import type { Factor } from './schedule.ts'
import { axesOf, joinAxes, reshapeView, transposeView, type View } from './views.ts'

/** The view with its last two axes exchanged where the product asks for it: a transposition costs nothing. */
function asUsed(view: View, transposed: boolean): View {
  if (!transposed) return view
  const rank = view.shape.length
  return transposeView(view, view.shape.map((_, axis) => (axis === rank - 2 ? rank - 1 : axis === rank - 1 ? rank - 2 : axis)))
}

/** The distance between the matrices of a batch; null where it is not even. */
function batchStride(view: View): number | null {
  const lead = joinAxes(axesOf(view).slice(0, -2))
  return lead.length > 1 ? null : (lead[0]?.stride ?? 0)
}

/** A factor as the product reads it, copied only where its matrices do not stand evenly. */
function factorOf(lowering: Lowering, source: Source, transposed: boolean): Factor & { readonly view: View } {
  const view = asUsed(lowering.view(source), transposed)
  const stride = batchStride(view)
  if (stride === null) return factorOf(lowering, lowering.copySource(source), transposed)
  const [rowStride = 0, columnStride = 0] = view.strides.slice(-2)
  return { view, buffer: view.buffer, offset: view.offset, batchStride: stride, rowStride, columnStride }
}

/** [..., m, k] with all leading axes taken as rows, for a right factor that they share; null where rows do not stand evenly. */
function folded(view: View): View | null {
  const [m = 0, k = 0] = view.shape.slice(-2)
  const [rows, columns] = [reshapeView({ ...view, shape: view.shape.slice(0, -1), strides: view.strides.slice(0, -1) }, [sizeOf(view.shape.slice(0, -2)) * m]), view.strides.at(-1) ?? 0]
  return rows === null ? null : { ...view, shape: [rows.shape[0] ?? 0, k], strides: [rows.strides[0] ?? 0, columns] }
}

export function lowerMatmul(lowering: Lowering, { transposeLeft, transposeRight }: Primitive<'matmul'>, sources: readonly Source[], type: TensorType): View {
  const [leftSource, rightSource] = sources as [Source, Source]
  const out = lowering.temporary(type)
  const dtype = type.dtype === 'f64' ? 'f64' : 'f32'
  const [m = 0, n = 0] = type.shape.slice(-2)
  const batch = sizeOf(type.shape.slice(0, -2))
  const { view: rightView, ...right } = factorOf(lowering, rightSource, transposeRight)
  const k = rightView.shape.at(-2) ?? 0
  const isShared = rightView.shape.length === 2 && batch !== 1
  const rows = isShared ? folded(asUsed(lowering.view(leftSource), transposeLeft)) : null
  if (rows !== null) {
    const [rowStride = 0, columnStride = 0] = rows.strides
    const left = { buffer: rows.buffer, offset: rows.offset, batchStride: 0, rowStride, columnStride }
    lowering.emit({ kind: 'product', dtype, batch: 1, m: batch * m, n, k, left, right, out: out.buffer, epilogue: null })
    return out
  }
  const { view: _, ...left } = factorOf(lowering, leftSource, transposeLeft)
  lowering.emit({ kind: 'product', dtype, batch, m, n, k, left, right, out: out.buffer, epilogue: null })
  return out
}
