import { colourMap } from '../colour-maps.ts'
import { matrixPixels } from '../matrix-pixels.ts'
import type { ThemeName } from '../themes.ts'
import type { Cells } from './shapes.ts'

export interface CellsPixels {
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/**
 * The cells of a heat as pixels: one a cell where all are equally wide, else `across` over its width, each of the column that it lies in, and
 * of the missing colour where no column is.
 */
export function cellsPixels(cells: Cells, themeName: ThemeName, across: number): CellsPixels {
  const { values, rows, columns, edges, isUpward, limits, map, rect } = cells
  const width = edges === null ? columns : Math.max(1, Math.round(across))
  const column = Int32Array.from({ length: width }, (_, i) => {
    if (edges === null) return i
    const px = rect.x + ((i + 0.5) / width) * rect.width
    return edges.findIndex(([from, to]) => px >= from && px < to)
  })
  const drawn = new Float64Array(rows * width)
  for (let row = 0; row < rows; row += 1) {
    const from = (isUpward ? rows - 1 - row : row) * columns
    for (let i = 0; i < width; i += 1) drawn[row * width + i] = column[i]! < 0 ? NaN : (values[from + column[i]!] ?? NaN)
  }
  return { rgba: matrixPixels(drawn, rows, width, limits, colourMap(map, themeName)).rgba, width, height: rows }
}

/** The same pixels, each row `times` over: viewers that smooth small images then blur no cell into the one below. */
export function taller({ rgba, width, height }: CellsPixels, times: number): CellsPixels {
  const result = new Uint8ClampedArray(rgba.length * times)
  for (let row = 0; row < height; row += 1) {
    const line = rgba.subarray(row * width * 4, (row + 1) * width * 4)
    for (let k = 0; k < times; k += 1) result.set(line, (row * times + k) * width * 4)
  }
  return { rgba: result, width, height: height * times }
}
