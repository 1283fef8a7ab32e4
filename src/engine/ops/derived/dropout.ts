import type { Ops, RandomKey, Tensor } from '../ops.ts'
import { floatOf } from '../primitives.ts'
import { refuse } from '../refuse.ts'

/**
 * Each element is 0 with probability `rate`, else divided by 1 − rate, so the mean stays ("inverted" scaling); any shape.
 * Which ones follows from the key and the place of the element alone: an evaluation or a repeat of the step sees the same.
 *
 * Source: Srivastava et al., JMLR 15 (2014) 1929-1958; the scaling as in PyTorch.
 */
export function dropout(ops: Ops, x: Tensor, rate: number, key: RandomKey): Tensor {
  if (!(rate >= 0 && rate < 1)) refuse('dropout', [x], `the rate ${rate} is not in [0, 1)`)
  if (rate === 0) return x
  const isKept = ops.lessEqual(rate, ops.randomUniform(x.shape, floatOf(x), key))
  return ops.select(isKept, ops.mul(x, 1 / (1 - rate)), 0)
}
