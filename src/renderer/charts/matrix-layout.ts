/** Pixels of a cell, both ways. Not square where a square would waste the plot: 31 inputs by 256 neurons. */
export interface CellSize {
  readonly width: number
  readonly height: number
}

/** A cell is never longer than this many times its other side, so that it still reads as a cell. */
const stretch = 3
/** Columns so thin that they read as stripes anyway may be this high. */
const stripe = 6
/** Whole pixels may leave this part of the width empty; beyond it columns differ by one pixel instead. */
const waste = 0.02

/** The largest cells that fit, whole pixels at least 1 each way; what does not fit then scrolls. */
export function cellSize(rows: number, columns: number, width: number, height: number): CellSize {
  const across = Math.max(1, Math.floor(width / Math.max(1, columns)))
  const down = Math.max(1, Math.floor(height / Math.max(1, rows)))
  return { width: Math.min(across, down * stretch), height: Math.min(down, Math.max(stripe, across * stretch)) }
}

/** The same with the width filled: where whole pixels would leave much of it empty, a column is a part of a pixel wider than whole ones. */
export function fillingCell(rows: number, columns: number, width: number, height: number): CellSize {
  const whole = cellSize(rows, columns, width, height)
  const full = width / Math.max(1, columns)
  const isWasted = whole.width * columns < width * (1 - waste)
  return isWasted && full > whole.width && full <= whole.height * stretch ? { width: full, height: whole.height } : whole
}

/** Row labels at round numbers, far enough apart to read. */
export function rowLabels(rows: number, cellHeight: number, room = 28): readonly number[] {
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((n) => n * cellHeight >= room) ?? 10_000
  return Array.from({ length: Math.ceil(rows / every) }, (_, i) => i * every)
}

/** Rows of a matrix by their columns: (inputs, outputs) as (outputs, inputs). */
export function transposed(values: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j]!
  return turned
}
