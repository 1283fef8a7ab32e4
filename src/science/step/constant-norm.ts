import { square } from '../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'

/**
 * All tensors times one number, so that their total length √(Σ w²) is `norm`.
 *
 * The squares are added in f64: in f32 the length would drift over 10⁴ updates. Weights that are all zero stay so.
 * Source: Liu et al. 2023, Omnigrok, arXiv:2210.01117 (one scalar for all parameters, after each update).
 */
export function withNorm(ops: Ops, weights: readonly Tensor[], norm: number): readonly Tensor[] {
  const squares = weights.map((w) => ops.sum(square(ops, ops.cast(w, 'f64'))))
  const length = ops.sqrt(squares.reduce((sum, x) => ops.add(sum, x)))
  const factor = ops.div(norm, ops.maximum(length, Number.MIN_VALUE))
  return weights.map((w) => ops.mul(w, ops.cast(factor, w.dtype)))
}
