import { relu } from '../../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../../engine/ops/ops.ts'
import type { TransformerWorkload } from '../workload.ts'
import { column } from './mlp.ts'
import { weight, type Weights } from './weights.ts'

/**
 * One layer of attention over "a b =" asked at its last position only, [n, 2] → [n, p + 1].
 *
 * The input of a position depends on its token alone, so keys, values and scores are tables of 2p + 1 rows: p tokens at the first
 * place, p at the second, "=" at the third. What is left for each row is a softmax over three scores a head and the layers after it.
 */
export function transformerLogits(ops: Ops, { width: d, heads, pairs: { modulus: p } }: TransformerWorkload, weights: Weights, tokens: Tensor): Tensor {
  const [n] = tokens.shape as readonly [number, number]
  const head = d / heads
  const w = (name: string): Tensor => weight(weights, name)
  const row = (x: Tensor, i: number): Tensor => ops.slice(x, [i, 0], [1, d]) // [1, d]

  const numbers = ops.slice(w('emb'), [0, 0], [p, d]) // [p, d]
  const equals = ops.add(row(w('emb'), p), row(w('pos'), 2)) // [1, d]
  const x = ops.concat([ops.add(numbers, row(w('pos'), 0)), ops.add(numbers, row(w('pos'), 1)), equals], 0) // [2p + 1, d]

  const query = ops.matmul(equals, w('w_q')) // [1, d]
  const byHead = (y: Tensor): Tensor => ops.reshape(y, [2 * p + 1, heads, head])
  const scores = ops.mul(ops.sum(byHead(ops.mul(ops.matmul(x, w('w_k')), query)), { axes: [2] }), head ** -0.5) // [2p + 1, heads]
  const values = byHead(ops.matmul(x, w('w_v'))) // [2p + 1, heads, head]

  const a = column(ops, tokens, 0)
  const b = ops.add(column(ops, tokens, 1), p)
  const places = [a, b].map((at) => ({ score: ops.gather(scores, at), value: ops.gather(values, at) })) // [n, heads], [n, heads, head]
  const third = { score: ops.slice(scores, [2 * p, 0], [1, heads]), value: ops.slice(values, [2 * p, 0, 0], [1, heads, head]) }
  const all = [...places, third]

  const largest = ops.stopGradient(all.map(({ score }) => score).reduce((m, score) => ops.maximum(m, score))) // [n, heads]
  const powers = all.map(({ score }) => ops.exp(ops.sub(score, largest))) // [n, heads]
  const total = powers.reduce((sum, power) => ops.add(sum, power))
  const mixed = all
    .map(({ value }, i) => ops.mul(ops.reshape(ops.div(powers[i] as Tensor, total), [n, heads, 1]), value))
    .reduce((sum, part) => ops.add(sum, part)) // [n, heads, head]

  const attended = ops.add(ops.matmul(ops.reshape(mixed, [n, d]), w('w_o')), equals) // [n, d]
  const hidden = relu(ops, ops.add(ops.matmul(attended, w('w_in')), w('b_in'))) // [n, neurons]
  const out = ops.add(ops.add(attended, ops.matmul(hidden, w('w_out'))), w('b_out')) // [n, d]
  return ops.matmul(out, w('w_u'))
}
