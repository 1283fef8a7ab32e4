import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'

/** Every tensor with two axes, by place. */
export function matricesOf(weights: NamedTensors): readonly (readonly [string, HostTensor])[] {
  return Object.entries(weights).filter(([, { shape }]) => shape.length === 2)
}

/** Rows from … from + rows of a matrix: [rows, columns], on the same memory. */
export function rowsOf({ shape, dtype, data }: HostTensor, from: number, rows: number): HostTensor {
  const [, columns = 0] = shape
  return { shape: [rows, columns], dtype, data: data.subarray(from * columns, (from + rows) * columns) }
}

/** Rows in another order, or fewer of them: f64 [order, columns]. */
export function takeRows({ shape, data }: HostTensor, order: ArrayLike<number>): HostTensor {
  const [, columns = 0] = shape
  const out = new Float64Array(order.length * columns)
  for (let i = 0; i < order.length; i++) out.set(data.subarray(order[i]! * columns, (order[i]! + 1) * columns), i * columns)
  return { shape: [order.length, columns], dtype: 'f64', data: out }
}

/** Sums over k in f64: [m, k] × [k, n] → f64 [m, n]. */
export function product(a: HostTensor, b: HostTensor): HostTensor {
  const [m = 0, k = 0] = a.shape
  const [, n = 0] = b.shape
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const factor = a.data[i * k + l]!
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * b.data[l * n + j]!
    }
  }
  return { shape: [m, n], dtype: 'f64', data: out }
}
