/** Element types of tensors that cross a border (channel, file, store). */
export type HostDType = 'f32' | 'f64' | 'i32'

export type HostData = Float32Array | Float64Array | Int32Array

/** A dense tensor in host memory, row-major: the last axis is contiguous. */
export interface HostTensor {
  readonly shape: readonly number[]
  readonly dtype: HostDType
  readonly data: HostData
}

/** Tensors by place (`layers.0.weight`, ...), in a fixed order. Matrices are (inputs, outputs). */
export type NamedTensors = Readonly<Record<string, HostTensor>>

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((n, d) => n * d, 1)
}

/** An array of the right kind for a dtype, zero-filled. */
export function allocate(dtype: HostDType, length: number): HostData {
  switch (dtype) {
    case 'f32':
      return new Float32Array(length)
    case 'f64':
      return new Float64Array(length)
    case 'i32':
      return new Int32Array(length)
  }
}
