import { transposed } from '../../../../charts/matrix-layout.ts'
import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import type { HostTensor } from '../../../../../shared/tensors.ts'

/** x y: [m, k] by [k, n]. */
export function product(x: MatrixPicture, y: MatrixPicture): MatrixPicture {
  const [m, k, n] = [x.rows, x.columns, y.columns]
  const values = new Float64Array(m * n)
  for (let i = 0; i < m; i++) {
    for (let q = 0; q < k; q++) {
      const w = x.values[i * k + q]!
      if (w === 0) continue
      for (let j = 0; j < n; j++) values[i * n + j]! += w * y.values[q * n + j]!
    }
  }
  return { values, rows: m, columns: n }
}

export function scaled({ values, rows, columns }: MatrixPicture, factor: number): MatrixPicture {
  return { values: Float64Array.from(values, (w) => w * factor), rows, columns }
}

export function turned({ values, rows, columns }: MatrixPicture): MatrixPicture {
  return { values: transposed(values, rows, columns), rows: columns, columns: rows }
}

/** Some rows of a matrix one after the other, by their indices. */
export function rowsAt({ values, columns }: MatrixPicture, indices: ArrayLike<number>): MatrixPicture {
  const out = new Float64Array(indices.length * columns)
  for (let i = 0; i < indices.length; i++) {
    for (let j = 0; j < columns; j++) out[i * columns + j] = values[indices[i]! * columns + j]!
  }
  return { values: out, rows: indices.length, columns }
}

/** A block of rows, without copying. */
export function block({ values, columns }: MatrixPicture, from: number, rows: number): MatrixPicture {
  return { values: values.subarray(from * columns, (from + rows) * columns), rows, columns }
}

/** A stored matrix (inputs, outputs) as a picture. */
export function matrixOf({ shape: [rows = 0, columns = 0], data }: HostTensor): MatrixPicture {
  return { values: data, rows, columns }
}
