import type { Shape } from '../../ops/ops.ts'
import type { TensorType } from '../../ops/primitives.ts'
import type { Lowering, Source } from './lowering.ts'
import type { Loop } from './schedule.ts'
import { sliceView, type View } from './views.ts'

/** Part of a tensor that is being filled. */
function part(whole: View, start: readonly number[], size: Shape): View {
  return sliceView(whole, start, size)
}

const isEmpty = (shape: Shape): boolean => shape.includes(0)

/** One loop an operand, each to its part of the result. */
export function lowerConcat(lowering: Lowering, sources: readonly Source[], axis: number, type: TensorType): View {
  const out = lowering.temporary(type)
  const loops: Loop[] = []
  let at = 0
  for (const source of sources) {
    const start = type.shape.map((_, i) => (i === axis ? at : 0))
    at += source.shape[axis] ?? 0
    if (!isEmpty(source.shape)) loops.push(lowering.copyLoop(source, part(out, start, source.shape)))
  }
  lowering.loops(loops)
  return out
}

/**
 * The operand in the middle and zeros around it, each element written once: along each axis in turn the slabs before and after,
 * inside the operand's range along the axes before and over the whole length along those after.
 */
export function lowerPad(lowering: Lowering, source: Source, before: readonly number[], after: readonly number[], type: TensorType): View {
  const out = lowering.temporary(type)
  const zero = (size: Shape): Source => ({ kind: 'number', value: 0, dtype: type.dtype, shape: size })
  const loops: Loop[] = []
  const fill = (content: (size: Shape) => Source, start: readonly number[], size: Shape): void => {
    if (!isEmpty(size)) loops.push(lowering.copyLoop(content(size), part(out, start, size)))
  }
  fill(() => source, before, source.shape)
  type.shape.forEach((length, axis) => {
    const startAt = (place: number): number[] => type.shape.map((_, i) => (i < axis ? (before[i] ?? 0) : i === axis ? place : 0))
    const sizeOfSlab = (thick: number): number[] => type.shape.map((d, i) => (i < axis ? (source.shape[i] ?? 0) : i === axis ? thick : d))
    const [front, back] = [before[axis] ?? 0, after[axis] ?? 0]
    fill(zero, startAt(0), sizeOfSlab(front))
    fill(zero, startAt(length - back), sizeOfSlab(back))
  })
  lowering.loops(loops)
  return out
}
