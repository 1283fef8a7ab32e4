import type { DenseTensor } from '../dense.ts'
import { rowMajorStrides } from '../dense.ts'
import type { Shape } from '../ops.ts'
import type { Primitive } from '../primitives.ts'
import type { Bind } from './kernel.ts'
import { bindLoop } from './loops.ts'
import { broadcastView, wholeView, type View } from './walk.ts'

/** Moves elements without touching them: everything here is a copy between two views of one shape. */
function bindCopy(shape: Shape, out: readonly [DenseTensor, View], x: readonly [DenseTensor, View]): () => void {
  return bindLoop('copy', (element) => element, shape, out, [x])
}

/** The part of a row-major tensor that begins at `start`. */
function partView(shape: Shape, start: readonly number[]): View {
  const strides = rowMajorStrides(shape)
  return { offset: strides.reduce((place, stride, axis) => place + stride * (start[axis] ?? 0), 0), strides }
}

/** reshape and stopGradient. */
export const bindSame: Bind<Primitive<'reshape' | 'stopGradient'>> = (_, operands, out) => {
  const x = operands[0]!
  return () => out.data.set(x.data)
}

export const bindTranspose: Bind<Primitive<'transpose'>> = ({ permutation }, operands, out) => {
  const x = operands[0]!
  const strides = rowMajorStrides(x.shape)
  const turned = { offset: 0, strides: permutation.map((axis) => strides[axis] ?? 0) }
  return bindCopy(out.shape, [out, wholeView(out.shape)], [x, turned])
}

export const bindBroadcastTo: Bind<Primitive<'broadcastTo'>> = (_, operands, out) => {
  const x = operands[0]!
  return bindCopy(out.shape, [out, wholeView(out.shape)], [x, broadcastView(x.shape, out.shape)])
}

export const bindSlice: Bind<Primitive<'slice'>> = ({ start, size }, operands, out) => {
  const x = operands[0]!
  return bindCopy(size, [out, wholeView(size)], [x, partView(x.shape, start)])
}

export const bindConcat: Bind<Primitive<'concat'>> = ({ axis }, operands, out) => {
  let at = 0
  const copies = operands.map((x) => {
    const start = out.shape.map((_, i) => (i === axis ? at : 0))
    at += x.shape[axis] ?? 0
    return bindCopy(x.shape, [out, partView(out.shape, start)], [x, wholeView(x.shape)])
  })
  return () => {
    for (const copy of copies) copy()
  }
}

export const bindPad: Bind<Primitive<'pad'>> = ({ before }, operands, out) => {
  const x = operands[0]!
  const copy = bindCopy(x.shape, [out, partView(out.shape, before)], [x, wholeView(x.shape)])
  return () => {
    out.data.fill(0)
    copy()
  }
}
