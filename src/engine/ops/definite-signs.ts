/** Elements nearer to one another than this tie: what only rounding tells apart must not turn a vector round. */
const margin = 1 + 1e-9

/**
 * Vectors of decompositions have no sign of their own; the lab gives them one: in each column of `deciding` [rows, columns]
 * (row-major) the element of largest magnitude is positive, the first one on a tie. Turns the column of every matrix in `turned`
 * (with its number of rows; `columns` columns each) round where it is not. No −0 is left, so equal matrices look equal.
 */
export function makeSignsDefinite(deciding: Float64Array, rows: number, columns: number, turned: readonly (readonly [Float64Array, number])[]): void {
  for (let column = 0; column < columns; column++) {
    let largest = 0
    for (let at = column; at < rows * columns; at += columns) if (Math.abs(deciding[at]!) > margin * Math.abs(largest)) largest = deciding[at]!
    for (const [matrix, height] of turned) {
      for (let at = column; at < height * columns; at += columns) matrix[at] = largest < 0 ? 0 - matrix[at]! : matrix[at]! + 0
    }
  }
}
