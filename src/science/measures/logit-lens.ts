import { layerNorm } from '../../engine/ops/derived/layer-norm.ts'
import { allocate, type HostTensor, type NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'
import { forwardExamples, notedBy, tooLarge } from './forward.ts'
import { accuracyOver, labelsOf, type Labels } from './labels.ts'
import { once } from './once.ts'
import { largestOutputs, logSumsOf, pairsOf, pairTable } from './pair-tables.ts'
import { rowLossOf } from './row-losses.ts'

/** Notes of the stream at the last place, first to last: `stream.embed`, `stream.blocks.0.attn`, `stream.blocks.0.mlp` … */
function streamNames(input: MeasureInput): readonly string[] {
  return [...notedBy(input).keys()].filter((name) => name.startsWith('stream.'))
}

/** What the answer would be if the network ended at some depth. */
interface Reading {
  /** `embed`, `blocks.0.attn`, `blocks.0.mlp` … */
  readonly depth: string
  /** [examples, classes] */
  readonly logits: HostTensor
  /** ln Σ_j exp of each row of them. */
  readonly logSums: Float64Array
}

/** The stream at each depth, read as the end of the network is read: final norm where there is one, unembedding. */
const readings = once(async (input: MeasureInput, _parameters: null): Promise<readonly Reading[]> => {
  const names = streamNames(input)
  const { notes } = await forwardExamples(input, names)
  const rows = input.examples.inputs.values.shape[0] ?? 0
  const found: Reading[] = []
  for (const [i, name] of names.entries()) {
    await input.breathe(i / names.length)
    const stream = notes[name]
    if (stream === undefined) continue
    const logits = forEach(rows, await unembedded(input, stream))
    found.push({ depth: name.slice('stream.'.length), logits, logSums: logSumsOf(logits) })
  }
  return found
})

/** [n, d] → [n, classes] */
async function unembedded({ network, compute }: MeasureInput, stream: HostTensor): Promise<HostTensor> {
  const { logits } = await compute.run(
    `logit lens ${stream.shape.join('x')}`,
    (ops) => {
      const weights = network.weights(ops)
      const [gain, bias, matrix, shift] = ['norm.gain', 'norm.bias', 'unembed.weight', 'unembed.bias'].map((name) => weights[name])
      const x = ops.input('lens.stream', stream.shape, stream.dtype)
      const read = gain && bias ? layerNorm(ops, x, { gain, bias }) : x
      if (matrix === undefined) throw new Error('A transformer came without its unembedding.')
      const product = ops.matmul(read, matrix)
      return { logits: shift ? ops.add(product, shift) : product }
    },
    { 'lens.stream': stream },
  )
  if (logits === undefined) throw new Error('The logit lens came back without logits.')
  return logits
}

/** One row for all examples is said of each of them. */
function forEach(rows: number, logits: HostTensor): HostTensor {
  const [n = 0, classes = 0] = logits.shape
  if (n === rows) return logits
  const data = allocate(logits.dtype, rows * classes)
  for (let row = 0; row < rows; row++) data.set(logits.data, row * classes)
  return { ...logits, shape: [rows, classes], data }
}

/** Accuracy, mean loss and mean probability of the right answer over some rows. */
function scores(input: MeasureInput, labels: Labels, { logits: { data }, logSums }: Reading, rows: Int32Array): { readonly accuracy: number; readonly loss: number; readonly probability: number } {
  const { values, classes } = labels
  const lossOf = rowLossOf(input.config)
  const outputs = new Float64Array(classes)
  let [loss, right] = [0, 0]
  for (const row of rows) {
    outputs.set(data.subarray(row * classes, (row + 1) * classes))
    loss += lossOf(outputs, values[row]!)
    right += Math.exp(outputs[values[row]!]! - logSums[row]!)
  }
  return { accuracy: accuracyOver(labels, data, rows), loss: loss / rows.length, probability: right / rows.length }
}

/** Classes with a larger output than the right one, and itself: 1 where it is the largest. */
function rankOf(data: ArrayLike<number>, from: number, classes: number, label: number): number {
  const own = data[from + label]!
  let rank = 1
  for (let c = 0; c < classes; c++) if (data[from + c]! > own) rank++
  return rank
}

/** So many of the largest outputs are told of each pair. */
const top = 5
/** Pairs are told up to this many numbers a depth: 16 MB. */
const mostTold = 2 ** 21

/**
 * What the network would answer if it ended at some depth: the stream x at the last place, after the embedding and after each part of
 * each block, read as the end of the network is read.
 *
 *   L = norm(x) W_U        norm: the final one of "pre" networks, nothing in the others ("post" has normed x before)
 *
 *   lens_{train,test}_accuracy.D, …_loss.D (that of the run), …_probability.D (mean of the right answer's), D `embed`, `blocks.0.attn` …
 *
 * At the last D these are the network's own. Arrays for pairs of symbols, by depth, a down and b across, −1 where there is no example:
 * `right_logit.D`, `rank.D` (1: the right answer leads), `probability.D`, and [n, n, 5] `top_class.D`, `top_logit.D`; `truth` and `trained`.
 *
 * A lens sees only what lies in the directions that the unembedding reads: what an early layer knows in other ones, it misses.
 *
 * Source: nostalgebraist 2020, “interpreting GPT: the logit lens”; Belrose et al. 2023, arXiv:2303.08112 (where it misleads).
 */
export const logitLens = defineMeasure({
  id: 'logit_lens',
  title: 'Logit lens',
  formula: String.raw`
    L_D = \operatorname{norm}(x_D)\,W_U\quad\text{for the stream } x_D \text{ at the last place after part } D \\
    \text{accuracy, loss and } \langle\operatorname{softmax}(L_D)_{\text{right}}\rangle \text{ on both sides of the split}`,
  source: 'nostalgebraist 2020; Belrose et al. 2023',
  unit: '1; loss',
  expect: 'The embedding of the last sign is the same in every example and can only guess. Of one layer, heads alone stay near guessing and the neurons answer; while the network only remembers, the training side rises alone. What lies in directions that the unembedding does not read yet is not seen: a low value does not say that nothing is known there.',
  domain: 'Transformers with an output for each class. Accuracy and probability 0 to 1.',
  cost: 'b',
  series: ['lens_train_accuracy.*', 'lens_test_accuracy.*', 'lens_train_loss.*', 'lens_test_loss.*', 'lens_train_probability.*', 'lens_test_probability.*'],
  parameters: noParameters,
  lacks(input) {
    const names = streamNames(input)
    if (names.length === 0) return 'It reads the stream of a transformer, which this model does not have.'
    if (labelsOf(input.examples)?.outputs !== 'logits') return 'It reads one output for each class, and the answers of this task are numbers.'
    return tooLarge(input, input.examples.inputs.values.shape[0] ?? 0, names)
  },
  async compute(input) {
    const labels = labelsOf(input.examples)
    if (labels === null) return {}
    const values: Record<string, number> = {}
    for (const reading of await readings(input, null)) {
      for (const side of ['train', 'test'] as const) {
        for (const [name, value] of Object.entries(scores(input, labels, reading, input.split[side]))) values[`lens_${side}_${name}.${reading.depth}`] = value
      }
    }
    return values
  },
  async arrays(input) {
    const pairs = pairsOf(input)
    const labels = labelsOf(input.examples)
    if (typeof pairs === 'string' || labels === null || pairs.symbols ** 2 * top > mostTold) return {}
    const { values, classes } = labels
    const trained = new Set(input.split.train)
    const told: Record<string, NamedTensors[string]> = { truth: pairTable(pairs, 'i32', (row) => values[row]!), trained: pairTable(pairs, 'i32', (row) => (trained.has(row) ? 1 : 0)) }
    for (const { depth, logits: { data }, logSums } of await readings(input, null)) {
      const { top_class: classesOf, top_logit: logitsOf } = largestOutputs(pairs, data, classes, Math.min(top, classes))
      told[`right_logit.${depth}`] = pairTable(pairs, 'f64', (row) => data[row * classes + values[row]!]!)
      told[`probability.${depth}`] = pairTable(pairs, 'f64', (row) => Math.exp(data[row * classes + values[row]!]! - logSums[row]!))
      told[`rank.${depth}`] = pairTable(pairs, 'i32', (row) => rankOf(data, row * classes, classes, values[row]!))
      told[`top_class.${depth}`] = classesOf
      told[`top_logit.${depth}`] = logitsOf
    }
    return told
  },
})
