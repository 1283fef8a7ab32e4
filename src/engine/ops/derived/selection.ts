import { sizeOf } from '../../../shared/tensors.ts'
import type { Ops, Tensor } from '../ops.ts'
import { refuse } from '../refuse.ts'

/**
 * The k-th largest element of all of x, 1 ≤ k ≤ size, as a scalar seen by gradients as a constant: the threshold of a mask
 * that keeps the k largest (`lessEqual(threshold, x)`; elements equal to it are all kept).
 *
 * By bisection, each round one count over x, because a program has no sort: exact where no other element lies above it within
 * the range of x times 2^−rounds, else the largest of those that do. NaN in x gives NaN.
 */
export function kthLargest(ops: Ops, x: Tensor, k: number, rounds = 48): Tensor {
  const n = sizeOf(x.shape)
  if (!(Number.isInteger(k) && k >= 1 && k <= n)) refuse('kthLargest', [x], `${k} is not a place among its ${n} elements`)
  const values = ops.stopGradient(x)
  const largest = ops.max(values)
  let low = ops.neg(ops.max(ops.neg(values))) // what is looked for is never below
  let high = largest // nor above
  for (let round = 0; round < rounds; round++) {
    const middle = ops.add(ops.mul(low, 0.5), ops.mul(high, 0.5))
    const above = ops.sum(ops.cast(ops.less(middle, values), 'i32'))
    const isTooLow = ops.lessEqual(k, above)
    low = ops.select(isTooLow, middle, low)
    high = ops.select(isTooLow, high, middle)
  }
  // Of the elements up to `high`, the largest is the one looked for.
  return ops.max(ops.select(ops.less(high, values), low, values))
}
