import { shallowRef, watch, type ShallowRef } from 'vue'
import type { MatrixCell, MatrixPicture, MatrixPin } from './matrix-cell.ts'
import { offsetThatShows, type MatrixOffset, type MatrixWindow } from './matrix-window.ts'

export interface CellCursorParts {
  picture(): MatrixPicture
  window(): MatrixWindow
  /** Changes with the order of columns. */
  order(): Int32Array | null
  pin(): MatrixPin
  columnAt(place: number): number
  placeOf(column: number): number
  rowName(): string
  columnName(): string
  pan(offset: MatrixOffset): void
  emitCell(cell: MatrixCell | null): void
  emitPin(cell: MatrixCell): void
}

export interface CellCursor {
  /** The cell one points at or stands on, by its row and drawn place. */
  readonly cursor: ShallowRef<MatrixOffset | null>
  readonly isKeyboard: ShallowRef<boolean>
  /** Read aloud while the keyboard moves it. */
  readonly spoken: ShallowRef<string>
  cellAt(at: MatrixOffset): MatrixCell
  point(at: MatrixOffset | null): void
  onKey(event: KeyboardEvent): void
  leave(): void
}

const strides: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

/** The cursor of a matrix: follows the pointer, roves with the arrows, and takes the window along. */
export function useCellCursor(parts: CellCursorParts): CellCursor {
  const cursor = shallowRef<MatrixOffset | null>(null)
  const isKeyboard = shallowRef(false)
  const spoken = shallowRef('')

  function cellAt({ row, place }: MatrixOffset): MatrixCell {
    const { values, columns } = parts.picture()
    const column = parts.columnAt(place)
    return { row, column, value: values[row * columns + column] ?? Number.NaN }
  }

  function moveBy(rows: number, places: number): void {
    const { rows: height, columns: width } = parts.picture()
    const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value))
    const first = { row: parts.pin().row ?? parts.window().firstRow, place: parts.placeOf(parts.pin().column ?? parts.columnAt(parts.window().firstPlace)) }
    const next = cursor.value ? { row: within(cursor.value.row + rows, height), place: within(cursor.value.place + places, width) } : first
    isKeyboard.value = true
    cursor.value = next
    parts.pan(offsetThatShows(parts.window(), next))
  }

  function leave(): void {
    cursor.value = null
    isKeyboard.value = false
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const stride = strides[event.key]
    const times = event.shiftKey ? 10 : 1
    if (stride) moveBy(stride[0] * times, stride[1] * times)
    else if (event.key === 'Enter' && cursor.value) parts.emitPin(cellAt(cursor.value))
    else if (event.key === 'Escape' && cursor.value) leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  // The value under a resting pointer changes while time plays: the readout always shows the frame on screen.
  watch([cursor, parts.picture, parts.order], () => {
    const cell = cursor.value ? cellAt(cursor.value) : null
    parts.emitCell(cell)
    spoken.value = cell && isKeyboard.value ? `${parts.rowName()} ${cell.row}, ${parts.columnName()} ${cell.column}: ${cell.value.toPrecision(3)}` : ''
  })

  return {
    cursor,
    isKeyboard,
    spoken,
    cellAt,
    point: (at) => {
      isKeyboard.value = false
      cursor.value = at
    },
    onKey,
    leave,
  }
}
