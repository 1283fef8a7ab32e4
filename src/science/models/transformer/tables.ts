import { softmax } from '../../../engine/ops/derived/softmax.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import { sizeOf } from '../../../shared/tensors.ts'
import { afterAttention, attended, droppedAt, linear, readBy, type Written } from './blocks.ts'

/** Rows `from` … of a table [rows, d]. */
function rowsFrom(ops: Ops, table: Tensor, from: number, count: number): Tensor {
  return ops.slice(table, [from, 0], [count, table.shape[1] ?? 0])
}

/**
 * The first block over whole sequences, queries, keys and values looked up: they follow from a symbol and its place, so that the
 * products have a row for each of those and not for each place of each example.
 *
 * @param stream [rows, d], what can stand at each place; @param rows i32 [n, places] @returns [n, places, d]
 */
export function firstBlock(written: Written, stream: Tensor, rows: Tensor): Tensor {
  const { ops } = written
  const seen = readBy(written, 'blocks.0.norm1', stream) // [rows, d]
  const [q, k, v] = ['q', 'k', 'v'].map((part) => ops.gather(linear(written, `blocks.0.attn.${part}`, seen), rows)) as [Tensor, Tensor, Tensor] // [n, places, d]
  return afterAttention(written, 0, ops.gather(stream, rows), attended(written, 0, q, k, v))
}

/**
 * The first block, if it is the last one, at the last place. That holds the same sign in every example, so there is one query a
 * head, scores are a number for each row of the table, and only softmax, weighted sum and what follows remain of an example:
 *
 *   s = K[row] · q / √(d/heads),   A = softmax over places,   read = Σ_places A V[row]
 *
 * @param stream [rows, d], the last row the last place's; @param rows i32 [n, places] @returns [n, d]
 * Source: science of this lab, 3.4; exact, within the order of sums.
 */
export function onlyBlock(written: Written, stream: Tensor, rows: Tensor): Tensor {
  const { ops, config, note } = written
  const { heads } = config
  const [count = 0, d = 0] = stream.shape
  const [n = 0, places = 0] = rows.shape
  const seen = readBy(written, 'blocks.0.norm1', stream) // [rows, d]
  const query = linear(written, 'blocks.0.attn.q', rowsFrom(ops, seen, count - 1, 1)) // [1, d]
  const byHead = ops.reshape(ops.mul(linear(written, 'blocks.0.attn.k', seen), query), [count, heads, d / heads])
  const scores = ops.mul(ops.sum(byHead, { axes: [2] }), 1 / Math.sqrt(d / heads)) // [rows, heads]
  const soft = softmax(ops, ops.gather(scores, rows), 1) // [n, places, heads]
  const rate = config.attention_rate ?? 1
  const pattern = rate === 1 ? soft : ops.add(ops.mul(soft, rate), 1 - rate)
  note('blocks.0.pattern', ops.reshape(ops.transpose(pattern, [0, 2, 1]), [n, heads, 1, places]))
  const values = ops.reshape(ops.gather(linear(written, 'blocks.0.attn.v', seen), rows), [n, places, heads, d / heads])
  const seenPattern = droppedAt(written, 'everywhere', 'blocks.0.pattern', pattern)
  const read = ops.sum(ops.mul(ops.reshape(seenPattern, [n, places, heads, 1]), values), { axes: [1] }) // [n, heads, d/heads]
  return afterAttention(written, 0, rowsFrom(ops, stream, count - 1, 1), ops.reshape(read, [n, sizeOf([heads, d / heads])]))
}
