import type { HostData } from '../../shared/tensors.ts'

/** A matrix as it is drawn: rows × columns, row-major. */
export interface MatrixPicture {
  readonly values: HostData
  readonly rows: number
  readonly columns: number
}

/** A cell by its indices in the matrix (not its place after ordering), and its stored value. */
export interface MatrixCell {
  readonly row: number
  readonly column: number
  readonly value: number
}

export interface MatrixBracket {
  /** Places in the drawn order, `to` not included. */
  readonly from: number
  readonly to: number
  readonly label: string
  readonly key: boolean
}

export interface MatrixPin {
  readonly row: number | null
  readonly column: number | null
}
