import { relu } from '../../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../../engine/ops/ops.ts'
import { column } from './mlp.ts'
import { weight, type Weights } from './weights.ts'

/**
 * relu((E_a + E_b) W_in) W_out Eᵀ with its linear parts taken together, which is the same function:
 *
 *   T = E W_in [p, h],   logits = relu(T_a + T_b) (W_out Eᵀ) [n, p]
 */
export function pairLogits(ops: Ops, weights: Weights, tokens: Tensor): Tensor {
  const emb = weight(weights, 'emb')
  const table = ops.matmul(emb, weight(weights, 'w_in'))
  const hidden = relu(ops, ops.add(ops.gather(table, column(ops, tokens, 0)), ops.gather(table, column(ops, tokens, 1)))) // [n, h]
  return ops.matmul(hidden, ops.matmul(weight(weights, 'w_out'), emb, { transposeRight: true }))
}
