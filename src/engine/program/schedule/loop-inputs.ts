import type { DType, Shape } from '../../ops/ops.ts'
import type { Axis, BufferId, LoopInput, LoopOutput, Register } from './schedule.ts'
import { axesOf, joinAxes, type View } from './views.ts'

/** Rows and columns of a loop. */
export interface Space {
  readonly rows: number
  readonly columns: number
}

/** Loops over a tensor run along its last axis that is longer than 1, unless told otherwise; all axes before are rows. */
export function columnAxis(shape: Shape): number {
  return Math.max(shape.findLastIndex((length) => length !== 1), 0)
}

/** The axes from `split` on are columns. */
export function spaceOf(shape: Shape, split = columnAxis(shape)): Space {
  const size = (part: Shape): number => part.reduce((n, d) => n * d, 1)
  return { rows: size(shape.slice(0, split)), columns: size(shape.slice(split)) }
}

/** Where the elements of a loop stand, in the simplest words that say it. */
type Place =
  | { readonly kind: 'element' | 'row' | 'column' | 'scalar' }
  | { readonly kind: 'strided'; readonly rowAxes: readonly Axis[]; readonly columnAxes: readonly Axis[] }

function placeOf({ rows, columns }: Space, rowAxes: readonly Axis[], columnAxes: readonly Axis[]): Place {
  const [row, column] = [joinAxes(rowAxes), joinAxes(columnAxes)]
  if (rows * columns <= 1) return { kind: 'element' }
  if (row.length > 1 || column.length > 1) return { kind: 'strided', rowAxes: row, columnAxes: column }
  const [down, along] = [row[0]?.stride, column[0]?.stride]
  if ((down ?? 0) === 0 && (along ?? 0) === 0) return { kind: 'scalar' }
  if ((down ?? columns) === columns && (along ?? 1) === 1) return { kind: 'element' }
  if (down === 1 && along === 0) return { kind: 'row' }
  if (down === 0 && along === 1) return { kind: 'column' }
  return { kind: 'strided', rowAxes: row, columnAxes: column }
}

/** Reads digit by digit: element at offset + Σ digit · stride, axes slowest first. */
export function inputFor(space: Space, from: { readonly buffer: BufferId; readonly dtype: DType; readonly offset: number }, rowAxes: readonly Axis[], columnAxes: readonly Axis[]): LoopInput {
  const { buffer, dtype, offset } = from
  const place = placeOf(space, rowAxes, columnAxes)
  return { ...place, buffer, offset, dtype }
}

/** A view whose shape is that of the loop, as the loop reads it. */
export function inputOf(view: View, split = columnAxis(view.shape)): LoopInput {
  const axes = axesOf(view)
  return inputFor(spaceOf(view.shape, split), view, axes.slice(0, split), axes.slice(split))
}

/** A view whose shape is that of the loop, as the loop writes it; no two elements share a place. */
export function outputOf(view: View, register: Register): LoopOutput {
  const axes = axesOf(view)
  const split = columnAxis(view.shape)
  const place = placeOf(spaceOf(view.shape), axes.slice(0, split), axes.slice(split))
  const { buffer, offset } = view
  return place.kind === 'strided' ? { ...place, register, buffer, offset } : { kind: 'element', register, buffer, offset }
}

/** For each element of rows × columns the place Σ digit · stride. */
export function digitsAxes(input: LoopInput, { rows, columns }: Space): readonly [Axis[], Axis[]] | null {
  const still = { row: { length: rows, stride: 0 }, column: { length: columns, stride: 0 } }
  switch (input.kind) {
    case 'element':
      return [[{ length: rows, stride: columns }], [{ length: columns, stride: 1 }]]
    case 'row':
      return [[{ length: rows, stride: 1 }], [still.column]]
    case 'column':
      return [[still.row], [{ length: columns, stride: 1 }]]
    case 'scalar':
      return [[still.row], [still.column]]
    case 'strided':
      return [[...input.rowAxes], [...input.columnAxes]]
    default:
      return null
  }
}

