import { allocate, sizeOf, type HostData, type HostTensor } from '../../shared/tensors.ts'
import type { Tensor } from './ops.ts'
import type { TensorType } from './primitives.ts'

/** bool is stored as bytes 0 and 1. */
export type DenseData = HostData | Uint8Array

/** A tensor whose elements are here, row-major. */
export interface DenseTensor extends Tensor {
  readonly data: DenseData
}

/** A zero-filled tensor. */
export function allocateDense({ shape, dtype }: TensorType): DenseTensor {
  const length = sizeOf(shape)
  return { shape, dtype, data: dtype === 'bool' ? new Uint8Array(length) : allocate(dtype, length) }
}

/** As a host tensor, without copying where the dtype exists outside programs; bool becomes i32. */
export function toHost({ shape, dtype, data }: DenseTensor): HostTensor {
  if (dtype === 'bool' || data instanceof Uint8Array) return { shape, dtype: 'i32', data: Int32Array.from(data) }
  return { shape, dtype, data }
}

/** Elements from one row to the next along each axis of a row-major tensor. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides: number[] = []
  let stride = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride
    stride *= shape[axis] ?? 1
  }
  return strides
}
