import type { CellSize } from './matrix-layout.ts'
import type { MatrixPicture } from './matrix-cell.ts'
import type { MatrixWindow } from './matrix-window.ts'

/** What stands over a cell because no colour can say it: NaN a cross, infinity a bar, and a dot where somebody asked for one. */
export interface CellMark {
  readonly kind: 'nan' | 'infinite' | 'dot'
  /** Row and place within the window. */
  readonly row: number
  readonly place: number
}

/** More marks than this are not drawn one by one: the cells keep the colour of missing values, and their count. */
const mostMarks = 40_000
/** Smaller cells have no room for a mark. */
export const leastMarked = 3

/**
 * The marks of a window of a matrix.
 * @param dots 1 for each cell of the matrix that is dotted, in its stored order
 */
export function cellMarks({ values, columns }: MatrixPicture, window: MatrixWindow, order: Int32Array | null, dots: ArrayLike<number> | null): readonly CellMark[] {
  const marks: CellMark[] = []
  for (let row = 0; row < window.rows; row++) {
    const from = (window.firstRow + row) * columns
    for (let place = 0; place < window.places; place++) {
      const at = from + (order === null ? place : order[place]!)
      const value = values[at]!
      if (value - value !== 0) marks.push({ kind: Number.isNaN(value) ? 'nan' : 'infinite', row, place })
      else if (dots !== null && dots[at] === 1) marks.push({ kind: 'dot', row, place })
    }
    if (marks.length > mostMarks) return []
  }
  return marks
}

/** Draws marks, in the text colour of the canvas, on one that is `scale` device pixels to the px. */
export function drawMarks(canvas: HTMLCanvasElement, marks: readonly CellMark[], cell: CellSize, window: MatrixWindow, scale: number): void {
  const isDrawn = marks.length > 0 && Math.min(cell.width, cell.height) >= leastMarked
  // To set a size, or to ask for a style, costs even where nothing is drawn, and most frames have no mark.
  if (!isDrawn && canvas.width === 0) return
  canvas.width = isDrawn ? window.places * cell.width * scale : 0
  canvas.height = isDrawn ? window.rows * cell.height * scale : 0
  const context = canvas.getContext('2d')
  if (!isDrawn || !context) return
  context.scale(scale, scale)
  context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color
  context.beginPath()
  const dot = Math.max(1, Math.min(2, Math.round(Math.min(cell.width, cell.height) / 4)))
  for (const { kind, row, place } of marks) {
    const [x, y] = [place * cell.width, row * cell.height]
    if (kind === 'dot') context.fillRect(x + Math.floor((cell.width - dot) / 2), y + Math.floor((cell.height - dot) / 2), dot, dot)
    else if (kind === 'infinite') {
      context.moveTo(x + 1, y + cell.height / 2)
      context.lineTo(x + cell.width - 1, y + cell.height / 2)
    } else {
      context.moveTo(x + 1, y + 1)
      context.lineTo(x + cell.width - 1, y + cell.height - 1)
      context.moveTo(x + 1, y + cell.height - 1)
      context.lineTo(x + cell.width - 1, y + 1)
    }
  }
  context.stroke()
}
