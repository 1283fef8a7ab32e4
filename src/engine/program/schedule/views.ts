import type { DType, Shape } from '../../ops/ops.ts'
import type { Axis, BufferId } from './schedule.ts'

/**
 * A tensor as it stands in a buffer: element (i₀, i₁, …) at offset + Σ i · stride, one stride an axis; a stride of 0 repeats.
 * Transposes, slices and broadcasts are views of what they move, so nothing is copied until somebody cannot read it so.
 */
export interface View {
  readonly buffer: BufferId
  readonly dtype: DType
  readonly shape: Shape
  readonly offset: number
  readonly strides: readonly number[]
}

/** Elements from one place to the next along each axis of a row-major tensor. */
function rowMajorStrides(shape: Shape): number[] {
  const strides: number[] = []
  let stride = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride
    stride *= shape[axis] ?? 1
  }
  return strides
}

export function rowMajor(buffer: BufferId, dtype: DType, shape: Shape, offset = 0): View {
  return { buffer, dtype, shape, offset, strides: rowMajorStrides(shape) }
}

export function axesOf({ shape, strides }: View): Axis[] {
  return shape.map((length, axis) => ({ length, stride: strides[axis] ?? 0 }))
}

/** Axes of length 1 left out, and neighbours joined where the outer one goes on where the inner one ends. */
export function joinAxes(axes: readonly Axis[]): Axis[] {
  const joined: Axis[] = []
  for (const axis of axes) {
    if (axis.length === 1) continue
    const outer = joined.at(-1)
    if (outer !== undefined && outer.stride === axis.stride * axis.length) joined[joined.length - 1] = { length: outer.length * axis.length, stride: axis.stride }
    else joined.push(axis)
  }
  return joined
}

/**
 * Splits axes (slowest first) in two so that the inner ones have `inner` elements, cutting one axis in two where that is
 * possible; null where it is not.
 */
export function splitAxes(axes: readonly Axis[], inner: number): readonly [outer: Axis[], inner: Axis[]] | null {
  const outside = axes.filter(({ length }) => length !== 1)
  const inside: Axis[] = []
  let wanted = inner
  while (wanted > 1) {
    const { length, stride } = outside.pop() ?? { length: 0, stride: 0 }
    if (length > 0 && wanted % length === 0) {
      inside.unshift({ length, stride })
      wanted /= length
    } else if (length > 0 && length % wanted === 0) {
      inside.unshift({ length: wanted, stride })
      outside.push({ length: length / wanted, stride: stride * wanted })
      wanted = 1
    } else {
      return null
    }
  }
  return [outside, inside]
}

/** Row-major and without gaps, so that a reader may take it for a tensor that begins at `offset`. */
export function isRowMajor(view: View): boolean {
  if (view.shape.includes(0)) return true
  const joined = joinAxes(axesOf(view))
  return joined.length === 0 || (joined.length === 1 && joined[0]?.stride === 1)
}

export function broadcastView(view: View, shape: Shape): View {
  const lead = shape.length - view.shape.length
  const strides = shape.map((length, axis) => (axis < lead || (view.shape[axis - lead] === 1 && length !== 1) ? 0 : (view.strides[axis - lead] ?? 0)))
  return { ...view, shape, strides }
}

export function transposeView(view: View, permutation: readonly number[]): View {
  return { ...view, shape: permutation.map((axis) => view.shape[axis] ?? 0), strides: permutation.map((axis) => view.strides[axis] ?? 0) }
}

export function sliceView(view: View, start: readonly number[], size: Shape): View {
  return { ...view, shape: size, offset: view.strides.reduce((place, stride, axis) => place + stride * (start[axis] ?? 0), view.offset) }
}

/** The same elements under another shape; null where they do not stand evenly enough. */
export function reshapeView(view: View, shape: Shape): View | null {
  if (view.shape.includes(0)) return { ...view, shape, strides: rowMajorStrides(shape) }
  let rest = joinAxes(axesOf(view))
  const strides: number[] = []
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const split = splitAxes(rest, shape[axis] ?? 1)
    const inner = split === null ? null : joinAxes(split[1])
    if (split === null || inner === null || inner.length > 1) return null
    strides[axis] = inner[0]?.stride ?? 0
    rest = split[0]
  }
  return { ...view, shape, strides }
}

/** All axes as one: the distance between neighbours in row-major order; null where it is not even. */
export function evenStride(view: View): number | null {
  const joined = joinAxes(axesOf(view))
  if (view.shape.includes(0)) return 0
  return joined.length > 1 ? null : (joined[0]?.stride ?? 0)
}
