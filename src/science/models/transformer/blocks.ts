import { attentionPattern, mergeHeads, splitHeads } from '../../../engine/ops/derived/attention.ts'
import { layerNorm } from '../../../engine/ops/derived/layer-norm.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import { sizeOf } from '../../../shared/tensors.ts'
import { activations } from '../activations.ts'
import { dropped } from '../dropout.ts'
import { ignore, weight, type Note, type Pass, type Weights } from '../model.ts'
import type { TransformerConfig } from './sequence.ts'

/** A transformer while a program is written. */
export interface Written {
  readonly ops: Ops
  readonly config: TransformerConfig
  readonly weights: Weights
  readonly note: Note
  readonly pass: Pass
}

/** Where a block may drop numbers: after its neurons have added up, or at a place where only an encoder layer of PyTorch does. */
export function droppedAt({ ops, config, pass }: Written, place: 'after_neurons' | 'everywhere', purpose: string, x: Tensor): Tensor {
  return place === 'after_neurons' || config.dropout_at === 'everywhere' ? dropped(ops, config.dropout, pass, purpose, x) : x
}

/** x [..., inputs] → x W + b [..., outputs], as one product of rows. */
export function linear({ ops, weights }: Written, name: string, x: Tensor): Tensor {
  const matrix = weight(weights, `${name}.weight`)
  const bias = weights[`${name}.bias`]
  const rows = ops.reshape(x, [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1) ?? 0])
  const product = ops.matmul(rows, matrix)
  const sums = bias === undefined ? product : ops.add(product, bias)
  return ops.reshape(sums, [...x.shape.slice(0, -1), matrix.shape[1] ?? 0])
}

export function normed({ ops, weights }: Written, name: string, x: Tensor): Tensor {
  return layerNorm(ops, x, { gain: weight(weights, `${name}.gain`), bias: weight(weights, `${name}.bias`) })
}

/** What a part of a block reads from the stream. */
export function readBy(written: Written, name: string, stream: Tensor): Tensor {
  return written.config.norm === 'pre' ? normed(written, name, stream) : stream
}

/** The stream after a part of a block added to it. */
function addedBy(written: Written, name: string, stream: Tensor, part: Tensor): Tensor {
  const sum = written.ops.add(stream, part)
  return written.config.norm === 'post' ? normed(written, name, sum) : sum
}

/** What block i makes of the stream [..., d] and of what its heads read [..., d]: its output [..., d]. */
export function afterAttention(written: Written, i: number, stream: Tensor, read: Tensor): Tensor {
  const { ops, config } = written
  const name = `blocks.${i}`
  const between = addedBy(written, `${name}.norm1`, stream, droppedAt(written, 'everywhere', `${name}.attn`, linear(written, `${name}.attn.o`, read)))
  noteStream(written, `${name}.attn`, between)
  const neurons = activations[config.activation](ops, linear(written, `${name}.mlp.in`, readBy(written, `${name}.norm2`, between)))
  const hidden = droppedAt(written, 'everywhere', `${name}.hidden`, neurons)
  noteLast(written, `${name}.hidden`, hidden)
  const after = addedBy(written, `${name}.norm2`, between, droppedAt(written, 'after_neurons', `${name}.mlp`, linear(written, `${name}.mlp.out`, hidden)))
  noteStream(written, `${name}.mlp`, after)
  return after
}

/**
 * Tells of the stream at the last place after a part of the network, where somebody listens: training writes down nothing for it, so
 * that its program is the one that results were made with.
 */
export function noteStream(written: Written, part: string, stream: Tensor): void {
  if (written.note !== ignore) noteLast(written, `stream.${part}`, stream)
}

/** Tells of x [n, width], or of [n, places, width] at the last place. */
function noteLast({ ops, note }: Written, name: string, x: Tensor): void {
  const [n = 0, , width = 0] = x.shape
  note(name, x.shape.length === 2 ? x : ops.reshape(lastPlace(ops, x), [n, width]))
}

/** What the heads read at the places of the queries: q [n, s, d], k and v [n, places, d] → [n, s, d]. */
export function attended(written: Written, i: number, q: Tensor, k: Tensor, v: Tensor): Tensor {
  const { ops, config, note } = written
  const [query, key, value] = [q, k, v].map((x) => splitHeads(ops, x, config.heads)) as [Tensor, Tensor, Tensor]
  const pattern = attentionPattern(ops, query, key, { isCausal: config.mask === 'causal', rate: config.attention_rate ?? 1 })
  note(`blocks.${i}.pattern`, pattern)
  return mergeHeads(ops, ops.matmul(droppedAt(written, 'everywhere', `blocks.${i}.pattern`, pattern), value))
}

/** The last place: [n, places, d] → [n, 1, d]. */
export function lastPlace(ops: Ops, x: Tensor): Tensor {
  const [n = 0, places = 0, d = 0] = x.shape
  return ops.slice(x, [0, places - 1, 0], [n, 1, d])
}

/** Block i over whole sequences, [n, places, d] → [n, places, d]; or [n, 1, d], where only the last place is asked for. */
export function block(written: Written, i: number, x: Tensor, asked: 'all' | 'last'): Tensor {
  const name = `blocks.${i}.attn`
  const seen = readBy(written, `blocks.${i}.norm1`, x)
  const of = (stream: Tensor): Tensor => (asked === 'last' ? lastPlace(written.ops, stream) : stream)
  const read = attended(written, i, linear(written, `${name}.q`, of(seen)), linear(written, `${name}.k`, seen), linear(written, `${name}.v`, seen))
  return afterAttention(written, i, of(x), read)
}
