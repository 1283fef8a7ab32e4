import type { CellSize } from './matrix-layout.ts'

/** The part of a matrix that is drawn: rows, and places of the column order. The whole of it where it fits. */
export interface MatrixWindow {
  readonly firstRow: number
  readonly rows: number
  readonly firstPlace: number
  readonly places: number
}

/** Where a drawn matrix begins: its first row and place. */
export interface MatrixOffset {
  readonly row: number
  readonly place: number
}

interface Extent {
  readonly rows: number
  readonly places: number
}

/** As much of a matrix as a box holds, beginning at an offset; never beyond its end. */
export function matrixWindow({ rows, places }: Extent, cell: CellSize, box: { readonly width: number; readonly height: number }, offset: MatrixOffset): MatrixWindow {
  const fits = (length: number, size: number, count: number): number => Math.min(count, Math.max(1, Math.floor(length / size + 1e-6)))
  const shown = { rows: fits(box.height, cell.height, rows), places: fits(box.width, cell.width, places) }
  return { firstRow: within(offset.row, rows - shown.rows), firstPlace: within(offset.place, places - shown.places), ...shown }
}

/** The nearest offset at which a cell is in the window. */
export function offsetThatShows(window: MatrixWindow, { row, place }: MatrixOffset): MatrixOffset {
  const along = (first: number, count: number, at: number): number => Math.max(at - count + 1, Math.min(first, at))
  return { row: along(window.firstRow, window.rows, row), place: along(window.firstPlace, window.places, place) }
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, Math.round(value)))
}

/** Columns of the matrix at the places of a window; null for all of them as they are stored. */
export function columnsOf({ firstPlace, places }: MatrixWindow, order: Int32Array | null, columns: number): Int32Array | null {
  if (places === (order?.length ?? columns)) return order
  return order ? order.subarray(firstPlace, firstPlace + places) : Int32Array.from({ length: places }, (_, i) => firstPlace + i)
}
