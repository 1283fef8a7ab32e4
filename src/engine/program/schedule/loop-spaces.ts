import { digitsAxes, inputFor, type Space } from './loop-inputs.ts'
import type { Axis, Loop, LoopInput, LoopOutput, Span } from './schedule.ts'
import { spansOf } from './spans.ts'
import { joinAxes, splitAxes } from './views.ts'

/**
 * How a loop goes over to another space of rows × columns:
 *
 *   split     as many elements in the same order, cut into rows elsewhere
 *   rows      the elements become rows; each register is the same in all columns of its row
 *   columns   the elements become columns
 *   scalars   the one element is the same everywhere
 */
export type Move = 'split' | 'rows' | 'columns' | 'scalars'

type Digits = readonly [rowAxes: readonly Axis[], columnAxes: readonly Axis[]]

function moveDigits([rowAxes, columnAxes]: Digits, to: Space, move: Move): Digits | null {
  const all = [...rowAxes, ...columnAxes]
  switch (move) {
    case 'split':
      return splitAxes(joinAxes(all), to.columns)
    case 'rows':
      return [all, [{ length: to.columns, stride: 0 }]]
    case 'columns':
      return [[{ length: to.rows, stride: 0 }], all]
    case 'scalars':
      return [[{ length: to.rows, stride: 0 }], [{ length: to.columns, stride: 0 }]]
  }
}

/** The number of the column or row, where elements are counted in the new space too. */
function moveCount(input: LoopInput & { readonly kind: 'columnIndex' | 'rowIndex' }, from: Space, to: Space, move: Move): LoopInput | null {
  const isColumn = input.kind === 'columnIndex'
  const digits: Digits = [[{ length: from.rows, stride: isColumn ? 0 : 1 }], [{ length: from.columns, stride: isColumn ? 1 : 0 }]]
  const moved = moveDigits(digits, to, move)
  if (moved === null) return null
  const { kind } = inputFor(to, { buffer: 0, dtype: 'i32', offset: 0 }, ...moved)
  if (kind === 'column' || (kind === 'element' && to.rows === 1)) return { kind: 'columnIndex', dtype: 'i32' }
  return kind === 'row' || (kind === 'element' && to.columns === 1) ? { kind: 'rowIndex', dtype: 'i32' } : null
}

function moveInput(input: LoopInput, from: Space, to: Space, move: Move): LoopInput | null {
  if (input.kind === 'step') return input
  if (input.kind === 'columnIndex' || input.kind === 'rowIndex') return moveCount(input, from, to, move)
  const digits = digitsAxes(input, from)
  const moved = digits === null ? null : moveDigits(digits, to, move)
  return moved === null || !('offset' in input) ? null : inputFor(to, input, ...moved)
}

/** The inputs of a loop in another space, one for one; null where one cannot be read there or rows are reduced. */
export function moveInputs(loop: Loop, to: Space, move: Move): LoopInput[] | null {
  if (loop.rows * loop.columns === 0 || loop.body.some(({ kind }) => kind === 'rowReduce')) return null
  const inputs = loop.inputs.map((input) => moveInput(input, loop, to, move))
  return inputs.every((input) => input !== null) ? inputs : null
}

export const coversColumns = (span: Span | undefined): boolean => span === 'element' || span === 'column'

/** Where an output goes in the new space, where its meaning can be kept. */
function moveOutput(output: LoopOutput, from: Space, to: Space, move: 'split' | 'rows', before: Span | undefined, after: Span | undefined): LoopOutput | null {
  const isRow = output.kind === 'row' && from.columns === 1
  if (move === 'split') {
    if (output.kind === 'element') return output
    if (output.kind === 'totalReduce') return before === 'element' && coversColumns(after) ? output : null
    if (isRow) return { ...output, kind: 'element' }
    if (output.kind !== 'strided') return null
    const moved = splitAxes(joinAxes([...output.rowAxes, ...output.columnAxes]), to.columns)
    return moved === null ? null : { ...output, rowAxes: moved[0], columnAxes: moved[1] }
  }
  if (output.kind === 'element' || isRow) return { ...output, kind: 'row' }
  const isCounted = before === 'element' && after === 'row'
  if (output.kind === 'totalReduce') return isCounted ? output : null
  return output.kind === 'columnReduce' && from.columns === 1 && isCounted ? { ...output, kind: 'totalReduce' } : null
}

/** The loop in another space; null where it says something that cannot be said there. */
export function moveLoop(loop: Loop, to: Space, move: 'split' | 'rows'): Loop | null {
  const inputs = moveInputs(loop, to, move)
  if (inputs === null) return null
  const before = spansOf(loop)
  const after = spansOf({ inputs, body: loop.body })
  const outputs = loop.outputs.map((output) => moveOutput(output, loop, to, move, before[output.register], after[output.register]))
  return outputs.every((output) => output !== null) ? { rows: to.rows, columns: to.columns, inputs, body: loop.body, outputs } : null
}

export const sameSpace = (a: Space, b: Space): boolean => a.rows === b.rows && a.columns === b.columns

/** One row or one column. */
const isVector = ({ rows, columns }: Space): boolean => rows === 1 || columns === 1

const sizeOfSpace = ({ rows, columns }: Space): number => rows * columns

/** The pairs of spaces in which two loops could be one, the likeliest first. */
export function* inOneSpace(a: Loop, b: Loop): Generator<readonly [Loop, Loop]> {
  if (sameSpace(a, b)) yield [a, b]
  else if (sizeOfSpace(a) === sizeOfSpace(b)) {
    const movedB = moveLoop(b, a, 'split')
    if (movedB !== null) yield [a, movedB]
    const movedA = moveLoop(a, b, 'split')
    if (movedA !== null) yield [movedA, b]
  }
  if (isVector(a) && sizeOfSpace(a) === b.rows && b.columns > 1) {
    const moved = moveLoop(a, b, 'rows')
    if (moved !== null) yield [moved, b]
  }
  if (isVector(b) && sizeOfSpace(b) === a.rows && a.columns > 1) {
    const moved = moveLoop(b, a, 'rows')
    if (moved !== null) yield [a, moved]
  }
}

/** Whether the input of a loop reads, at every element, just what the output of another loop over the same space writes there. */
export function isSameElement(output: LoopOutput, input: LoopInput, { rows, columns }: Space): boolean {
  if (!('buffer' in input) || input.buffer !== output.buffer || input.offset !== output.offset) return false
  if (output.kind === 'element') return input.kind === 'element' || (input.kind === 'row' && columns === 1) || (input.kind === 'scalar' && rows * columns === 1)
  return output.kind === 'row' && (input.kind === 'row' || (input.kind === 'element' && columns === 1) || (input.kind === 'scalar' && rows === 1))
}
