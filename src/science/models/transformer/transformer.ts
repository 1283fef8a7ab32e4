import type { HostTensor } from '../../../shared/tensors.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import { ignore, weight, type Model, type Widths } from '../model.ts'
import { block, lastPlace, linear, normed, noteStream, type Written } from './blocks.ts'
import { transformerParameters } from './parameters.ts'
import { placesOf, placeTable, sequencesOf, type Tokens } from './sequence.ts'
import { firstBlock, onlyBlock } from './tables.ts'

/**
 * Sines and cosines of place p, [places, d]: sin(p / 10000^(2i/d)) in column 2i, the cosine beside it.
 *
 * Source: Vaswani et al., arXiv:1706.03762, 3.5.
 */
export function sinusoids(places: number, d: number): HostTensor {
  const data = Float64Array.from({ length: places * d }, (_, at) => {
    const column = at % d
    const turn = Math.floor(at / d) / 10_000 ** ((column - (column % 2)) / d)
    return column % 2 === 0 ? Math.sin(turn) : Math.cos(turn)
  })
  return { shape: [places, d], dtype: 'f64', data }
}

/** The vector of each place, [places, d]; null where places are not told apart. */
function positionsOf({ ops, config, weights }: Written, places: number): Tensor | null {
  const { dtype } = weight(weights, 'embed.weight')
  if (config.positions === 'learned') return weight(weights, 'positions.weight')
  return config.positions === 'sinusoidal' ? ops.cast(ops.constant(sinusoids(places, config.d_model)), dtype) : null
}

/** i32 [n] */
function list(ops: Ops, values: readonly number[]): Tensor {
  return ops.constant({ shape: [values.length], dtype: 'i32', data: Int32Array.from(values) })
}

/** The stream at the last place after the blocks: tokens i32 [n, columns] → [n, d]. */
function lastStream(written: Written, sizes: Tokens, tokens: Tensor): Tensor {
  const { ops, config, weights } = written
  const { layers, d_model: d, form } = config
  const [n = 0] = tokens.shape
  const places = placesOf(config, sizes)
  const positions = positionsOf(written, places.length)
  const embed = weight(weights, 'embed.weight')
  const later = (x: Tensor, from: number, isLastOnly: boolean): Tensor => {
    for (let i = from; i < layers; i++) x = block(written, i, x, isLastOnly && i === layers - 1 ? 'last' : 'all')
    return ops.reshape(lastPlace(ops, x), [n, d])
  }
  if (form === 'plain') {
    const symbols = ops.gather(embed, sequencesOf(ops, tokens, places)) // [n, places, d]
    const stream = positions === null ? symbols : ops.add(symbols, positions)
    noteStream(written, 'embed', stream)
    return later(stream, 0, false)
  }
  const table = placeTable(places, sizes)
  const symbols = ops.gather(embed, list(ops, table.tokens)) // [rows, d]
  const stream = positions === null ? symbols : ops.add(symbols, ops.gather(positions, list(ops, table.place)))
  if (written.note !== ignore) written.note('stream.embed', ops.slice(stream, [table.tokens.length - 1, 0], [1, d])) // the sign that stands last in every example
  const rows = table.rowsOf(ops, tokens) // [n, places]
  return layers === 1 ? onlyBlock(written, stream, rows) : later(firstBlock(written, stream, rows), 1, true)
}

/**
 * A transformer that reads symbols and signs and answers at the last place:
 *
 *   x = E[t] + P        each block: x ← x + heads(x),  x ← x + σ(x W_in + b_in) W_out + b_out        logits = x_last W_U
 *
 * with layer norm (ε = 1e-5) before each part and before W_U ("pre"), after each addition ("post") or nowhere. Answers are those of
 * the task, without the signs. All parameters by place in `transformerParameters`.
 *
 * Form `tables` (default): what follows from a symbol and its place is computed once for each of those, in the first block, and
 * the last block only at the last place. `plain` computes every place of every example. Both are the same function.
 *
 * Dropout, while it is trained: on what the neurons add to the stream (Power); or everywhere an encoder layer of PyTorch has it, on
 * attention patterns, on what the heads add, on the neurons and on what they add.
 *
 * Source: Power et al. 2022, arXiv:2201.02177 (two layers, post, sinusoidal, no biases); Nanda et al. 2023, arXiv:2301.05217 (one
 *   layer, no norm, learned; its softmax also counts the sign = as an answer); Zhong et al. 2023, arXiv:2306.17844 (attention rate);
 *   DeMoss et al. 2024, arXiv:2412.09810 (post, no mask, all biases);
 *   `torch.nn.TransformerEncoderLayer` (dropout everywhere, in Prieto et al. 2025, arXiv:2501.04697).
 */
export const transformer: Model<'transformer'> = {
  lacks(config, { inputs }) {
    const { d_model, heads, sequence } = config
    if (inputs.kind !== 'tokens') return 'A transformer reads symbols, and the examples of this task are numbers; set model.kind to mlp.'
    if (d_model % heads !== 0) return `${heads} heads cannot share a width of ${d_model}; set model.d_model to a multiple of model.heads.`
    if (sequence === 'a_op_b_equals' && inputs.columns !== 2) return `A sign stands between two symbols, and examples of this task have ${inputs.columns}; set model.sequence to a_b_equals.`
    return null
  },

  parameters(config, { inputs, outputs }) {
    return transformerParameters(config, tokensOf(inputs), outputs)
  },

  outputs(ops, config, { inputs }, weights, tokens, pass = {}) {
    const { note = ignore } = pass
    const written = { ops, config, weights, note, pass }
    const last = lastStream(written, tokensOf(inputs), tokens)
    const read = config.norm === 'pre' ? normed(written, 'norm', last) : last
    note('features', read)
    return linear(written, 'unembed', read)
  },
}

function tokensOf(inputs: Widths['inputs']): Tokens {
  if (inputs.kind !== 'tokens') throw new Error('A transformer was asked for numbers, which `lacks` refuses.')
  return inputs
}
