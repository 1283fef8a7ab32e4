import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { lstmCell, type LstmState } from '../../engine/ops/derived/lstm.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { ignore, weight, type Model, type Parameter, type Weights } from './model.ts'
import { column } from './rows.ts'

type LstmConfig = Extract<ModelConfig, { kind: 'lstm' }>

/** The token that stands where a text has no word. */
const padding = 0

/** Words of the embedding at each place, [n, e]. */
function words(ops: Ops, weights: Weights, tokens: Tensor): Tensor[] {
  const table = weight(weights, 'embed.weight')
  return Array.from({ length: tokens.shape[1] ?? 0 }, (_, place) => ops.gather(table, column(ops, tokens, place)))
}

/** What a layer says at each place, from what the layer below says there. Where there is no word, it stays as it was. */
function said(ops: Ops, { hidden }: LstmConfig, weights: Weights, layer: number, read: readonly Tensor[], isWord: readonly Tensor[]): Tensor[] {
  const part = (name: string): Tensor => weight(weights, `layers.${layer}.${name}`)
  const [first] = read
  const zeros = ops.full([first?.shape[0] ?? 0, hidden], 0, part('bias').dtype)
  let state: LstmState = { hidden: zeros, cell: zeros }
  return read.map((x, place) => {
    const next = lstmCell(ops, x, state, { input: part('input.weight'), hidden: part('hidden.weight'), bias: part('bias') })
    const there = isWord[place] as Tensor
    state = { hidden: ops.select(there, next.hidden, state.hidden), cell: ops.select(there, next.cell, state.cell) }
    return state.hidden
  })
}

/**
 * A text classifier: words as vectors, layers of long short-term memory over them, and what the last layer says at the end of the text:
 *
 *   x_t = E[w_t],   (h_t, c_t) = cell(x_t, h_{t−1}, c_{t−1}) from zeros,   outputs = h_T W + b
 *
 * `embed.weight` [words, e]; layer i: `layers.i.input.weight` [e or h, 4h], `layers.i.hidden.weight` [h, 4h], `layers.i.bias` [4h],
 * gates in the order input, forget, candidate, output; `unembed.weight` [h, answers], `unembed.bias`. Padding (token 0) moves no state,
 * wherever it stands, so that the end of a text is its last word.
 *
 * A program of some 40 instructions a word and layer, forwards and back: for texts of some dozens of words.
 *
 * Source: Liu et al. 2023, Omnigrok, arXiv:2210.01117 (reviews: embedding 64, two layers of 256); `torch.nn.LSTM` with one bias, whose
 *   first weights are all uniform on ±1/√h.
 */
export const lstm: Model<'lstm'> = {
  lacks: (_config, { inputs }) => (inputs.kind === 'tokens' ? null : 'A memory reads words, and the examples of this task are numbers; set model.kind to mlp.'),

  parameters({ embedding, hidden, layers }, { inputs, outputs }) {
    const vocabulary = inputs.kind === 'tokens' ? inputs.vocabulary : 0
    return [
      { name: 'embed.weight', shape: [vocabulary, embedding], fanIn: vocabulary, role: 'embedding' },
      ...Array.from({ length: layers }, (_, i): Parameter[] => [
        { name: `layers.${i}.input.weight`, shape: [i === 0 ? embedding : hidden, 4 * hidden], fanIn: hidden },
        { name: `layers.${i}.hidden.weight`, shape: [hidden, 4 * hidden], fanIn: hidden },
        { name: `layers.${i}.bias`, shape: [4 * hidden], fanIn: hidden, role: 'bias' },
      ]).flat(),
      { name: 'unembed.weight', shape: [hidden, outputs], fanIn: hidden },
      { name: 'unembed.bias', shape: [outputs], fanIn: hidden, role: 'bias' },
    ]
  },

  outputs(ops, config, _widths, weights, tokens, { note = ignore } = {}) {
    const read = words(ops, weights, tokens)
    const isWord = read.map((_, place) => ops.less(padding, ops.slice(tokens, [0, place], [tokens.shape[0] ?? 0, 1]))) // [n, 1] each
    const last = Array.from({ length: config.layers }, (_, i) => i).reduce((below, i) => said(ops, config, weights, i, below, isWord), read).at(-1)
    if (last === undefined) throw new Error('A text has no places. This is a mistake in the task.')
    note('features', last)
    return ops.add(ops.matmul(last, weight(weights, 'unembed.weight')), weight(weights, 'unembed.bias'))
  },
}
