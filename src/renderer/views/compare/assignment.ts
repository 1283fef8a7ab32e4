/**
 * The assignment of n columns to n rows with the least total cost: shortest augmenting paths with dual prices (the Hungarian
 * method), O(n³) time and O(n) memory beside the costs. Among equal totals the one found first.
 *
 * @param cost n × n, row-major, finite
 * @returns `columnOf[row]`, a permutation
 * Source: Jonker & Volgenant 1987, Computing 38, 325–340, without its initialisation.
 */
export function leastAssignment(cost: Float64Array, n: number): Int32Array {
  // Index n stands for "not assigned"; rowOf[n] is the row that is being placed.
  const rowOf = new Int32Array(n + 1).fill(-1)
  const rowPrice = new Float64Array(n)
  const columnPrice = new Float64Array(n + 1)
  const least = new Float64Array(n)
  const from = new Int32Array(n)
  const isDone = new Uint8Array(n + 1)
  for (let start = 0; start < n; start++) {
    least.fill(Infinity)
    isDone.fill(0)
    rowOf[n] = start
    let column = n
    while (rowOf[column]! >= 0) {
      isDone[column] = 1
      const row = rowOf[column]!
      let next = -1
      let step = Infinity
      for (let j = 0; j < n; j++) {
        if (isDone[j]) continue
        const reduced = cost[row * n + j]! - rowPrice[row]! - columnPrice[j]!
        if (reduced < least[j]!) {
          least[j] = reduced
          from[j] = column
        }
        if (least[j]! < step) {
          step = least[j]!
          next = j
        }
      }
      for (let j = 0; j <= n; j++) {
        if (isDone[j]) {
          rowPrice[rowOf[j]!]! += step
          columnPrice[j]! -= step
        } else if (j < n) least[j]! -= step
      }
      column = next
    }
    while (column !== n) {
      const before = from[column]!
      rowOf[column] = rowOf[before]!
      column = before
    }
  }
  const columnOf = new Int32Array(n)
  for (let j = 0; j < n; j++) columnOf[rowOf[j]!] = j
  return columnOf
}

/** cos(xᵢ, yⱼ) of the columns of two matrices of one shape, [columns, columns] row-major; 0 where a column is zero or not finite. */
export function columnSimilarity(x: ArrayLike<number>, y: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const scaled = [x, y].map((matrix) => {
    const unit = new Float64Array(rows * columns)
    for (let j = 0; j < columns; j++) {
      let squares = 0
      for (let i = 0; i < rows; i++) squares += matrix[i * columns + j]! ** 2
      if (!Number.isFinite(squares) || squares === 0) continue
      const norm = Math.sqrt(squares)
      for (let i = 0; i < rows; i++) unit[i * columns + j] = matrix[i * columns + j]! / norm
    }
    return unit
  })
  const [a, b] = [scaled[0]!, scaled[1]!]
  const cosine = new Float64Array(columns * columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const left = a[i * columns + j]!
      if (left === 0) continue
      for (let k = 0; k < columns; k++) cosine[j * columns + k]! += left * b[i * columns + k]!
    }
  }
  return cosine
}

export interface ColumnMatch {
  /** `columnOf[j]` is the column of the other matrix that lies under column j of the first. */
  readonly columnOf: Int32Array
  /** Mean cosine similarity of the pairs. */
  readonly similarity: number
}

/** The permutation of the columns of `y` whose pairs with those of `x` have the largest sum of cosine similarities. */
export function matchColumns(x: ArrayLike<number>, y: ArrayLike<number>, rows: number, columns: number): ColumnMatch {
  const cosine = columnSimilarity(x, y, rows, columns)
  const columnOf = leastAssignment(cosine.map((value) => -value), columns)
  let sum = 0
  columnOf.forEach((column, j) => (sum += cosine[j * columns + column]!))
  return { columnOf, similarity: columns > 0 ? sum / columns : 0 }
}
