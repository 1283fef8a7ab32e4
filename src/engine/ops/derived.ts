import type { Ops, ReduceOptions, Tensor } from './ops.ts'

/** Operations that are short sentences in the closed set, not members of it. */

export function square(ops: Ops, x: Tensor): Tensor {
  return ops.mul(x, x)
}

/** max(x, 0). The gradient at 0 is 0, as in PyTorch. */
export function relu(ops: Ops, x: Tensor): Tensor {
  return ops.select(ops.less(0, x), x, 0)
}

export function mean(ops: Ops, x: Tensor, options: ReduceOptions = {}): Tensor {
  const total = ops.sum(x, options)
  const kept = total.shape.reduce((n, d) => n * d, 1)
  const all = x.shape.reduce((n, d) => n * d, 1)
  return ops.mul(total, kept / all)
}
