import { sizeOf } from '../../../shared/tensors.ts'
import type { Ops, ReduceOptions, Tensor } from '../ops.ts'

export function square(ops: Ops, x: Tensor): Tensor {
  return ops.mul(x, x)
}

/** Over the axes named, all of them by default. */
export function mean(ops: Ops, x: Tensor, options: ReduceOptions = {}): Tensor {
  const total = ops.sum(x, options)
  return ops.mul(total, sizeOf(total.shape) / sizeOf(x.shape))
}
