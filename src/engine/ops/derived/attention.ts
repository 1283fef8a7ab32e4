import type { Ops, Tensor } from '../ops.ts'
import { refuse } from '../refuse.ts'
import { softmax } from './softmax.ts'

export interface AttentionOptions {
  /** Query i sees keys up to i, counted from the end where there are fewer queries than keys. */
  readonly isCausal?: boolean
  /** c in c · softmax + (1 − c): 1 is attention, 0 a plain sum over keys (Zhong et al. 2023, arXiv:2306.17844, 3.3). */
  readonly rate?: number
}

/** [b, t, heads · d] → [b, heads, t, d]. */
export function splitHeads(ops: Ops, x: Tensor, heads: number): Tensor {
  const [b = 0, t = 0, width = 0] = x.shape
  if (x.shape.length !== 3 || width % heads !== 0) refuse('attention', [x], `it is [batch, time, width] with a width that ${heads} heads divide`)
  return ops.transpose(ops.reshape(x, [b, t, heads, width / heads]), [0, 2, 1, 3])
}

/** [b, heads, t, d] → [b, t, heads · d]. */
export function mergeHeads(ops: Ops, x: Tensor): Tensor {
  const [b = 0, heads = 0, t = 0, d = 0] = x.shape
  return ops.reshape(ops.transpose(x, [0, 2, 1, 3]), [b, t, heads * d])
}

/** Smaller than every score and finite, so that e to it is 0 and no ∞ − ∞ can arise. */
const unseen = -1e30

/**
 * Which key each query looks at: softmax(Q Kᵀ / √d), rows of which sum to 1 at rate 1.
 *
 * @param query [b, heads, t, d]; @param key [b, heads, l, d]; @returns [b, heads, t, l]
 */
export function attentionPattern(ops: Ops, query: Tensor, key: Tensor, { isCausal = false, rate = 1 }: AttentionOptions = {}): Tensor {
  const [, , t = 0, d = 1] = query.shape
  const l = key.shape[2] ?? 0
  const products = ops.matmul(query, key, { transposeRight: true }) // [b, heads, t, l]
  const scores = ops.mul(products, 1 / Math.sqrt(d)) // [b, heads, t, l]
  const own = ops.reshape(ops.add(ops.iota(t), l - t), [t, 1]) // [t, 1]
  const seen = isCausal ? ops.select(ops.lessEqual(ops.iota(l), own), scores, unseen) : scores // [b, heads, t, l]
  const soft = softmax(ops, seen) // [b, heads, t, l]
  return rate === 1 ? soft : ops.add(ops.mul(soft, rate), 1 - rate) // [b, heads, t, l]
}

/**
 * Scaled dot-product attention of several heads: softmax(Q Kᵀ / √d) V.
 *
 * @param query [b, heads, t, d]; @param key [b, heads, l, d]; @param value [b, heads, l, e]
 * @returns what each head reads [b, heads, t, e] and its pattern [b, heads, t, l]
 *
 * Source: Vaswani et al., arXiv:1706.03762, eq. 1.
 */
export function attention(ops: Ops, query: Tensor, key: Tensor, value: Tensor, options: AttentionOptions = {}): { readonly read: Tensor; readonly pattern: Tensor } {
  if ([query, key, value].some(({ shape }) => shape.length !== 4)) refuse('attention', [query, key, value], 'all three are [batch, heads, time, width]')
  const pattern = attentionPattern(ops, query, key, options) // [b, heads, t, l]
  return { read: ops.matmul(pattern, value), pattern }
}
