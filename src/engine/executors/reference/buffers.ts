import { sizeOf } from '../../../shared/tensors.ts'
import { allocateDense, type DenseData, type DenseTensor } from '../../ops/dense.ts'
import type { TensorType } from '../../ops/primitives.ts'

/** Arrays that are free to be written again, by dtype and length. */
export class BufferPool {
  private readonly free = new Map<string, DenseData[]>()
  /** Arrays that were made, in all. */
  arrays = 0

  take(type: TensorType): DenseTensor {
    const data = this.free.get(keyOf(type))?.pop()
    return data === undefined ? this.make(type) : { ...type, data }
  }

  /** An array that nothing else was written to before. */
  make(type: TensorType): DenseTensor {
    this.arrays++
    return allocateDense(type)
  }

  give({ shape, dtype, data }: DenseTensor): void {
    const key = keyOf({ shape, dtype })
    const waiting = this.free.get(key)
    if (waiting) waiting.push(data)
    else this.free.set(key, [data])
  }
}

function keyOf({ shape, dtype }: TensorType): string {
  return `${dtype} ${sizeOf(shape)}`
}
