import { allocate, type HostTensor } from '../../../shared/tensors.ts'

/** Plain matrix arithmetic in f64 for checking decompositions; results have the dtype of the first matrix. */

function made({ dtype }: HostTensor, rows: number, columns: number, element: (i: number, j: number) => number): HostTensor {
  const data = allocate(dtype, rows * columns)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = element(i, j)
  return { shape: [rows, columns], dtype, data }
}

function sizes({ shape: [rows = 0, columns = 1] }: HostTensor): [number, number] {
  return [rows, columns]
}

export function product(a: HostTensor, b: HostTensor): HostTensor {
  const [m, k] = sizes(a)
  const n = sizes(b)[1]
  return made(a, m, n, (i, j) => {
    let total = 0
    for (let l = 0; l < k; l++) total += a.data[i * k + l]! * b.data[l * n + j]!
    return total
  })
}

export function transposed(a: HostTensor): HostTensor {
  const [m, n] = sizes(a)
  return made(a, n, m, (i, j) => a.data[j * n + i]!)
}

/** A diag(s). */
export function scaledColumns(a: HostTensor, s: HostTensor): HostTensor {
  const [m, n] = sizes(a)
  return made(a, m, n, (i, j) => a.data[i * n + j]! * s.data[j]!)
}

/** The unit matrix in the dtype of `a`. */
export function unit(a: HostTensor, n: number): HostTensor {
  return made(a, n, n, (i, j) => (i === j ? 1 : 0))
}

export function largestMagnitude({ data }: HostTensor): number {
  let largest = 0
  for (const element of data) largest = Math.max(largest, Math.abs(element))
  return largest
}

/** NaN anywhere gives NaN. */
export function largestDifference(a: HostTensor, b: HostTensor): number {
  let largest = 0
  a.data.forEach((element: number, i: number) => (largest = Math.max(largest, Math.abs(element - b.data[i]!))))
  return largest
}
