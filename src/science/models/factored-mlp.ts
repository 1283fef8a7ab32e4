import type { ModelConfig } from '../../shared/schema/config/model.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import { referenceOps } from '../../engine/ops/eager.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { activations } from './activations.ts'
import { ignore, weight, type Model, type Parameter, type Weights, type Widths } from './model.ts'
import { column, sumOverPlaces } from './rows.ts'
import { circleAnswer, circleReading, circleTable } from './solutions.ts'

export type FactoredMlpConfig = Extract<ModelConfig, { kind: 'factored_mlp' }>

const vectorWidth = ({ embedding }: FactoredMlpConfig): number => (embedding.kind === 'circle' ? 2 : embedding.width)

/** `layers.0`, or `layers.0.0`, `layers.0.1` where each symbol enters through weights of its own. */
function readingName({ tied_hidden }: FactoredMlpConfig, place: number): string {
  return tied_hidden ? 'layers.0' : `layers.0.${place}`
}

/**
 * The matrices that the network is, factors multiplied: W_in = E W_h, [v, hidden], a table for each place or one for all, and
 * W_out = W_o U, [hidden, answers], where U is Eᵀ or the unembedding.
 */
export interface Collapsed<T> {
  readonly inputs: readonly T[]
  readonly output: T
}

function collapse(ops: Ops, config: FactoredMlpConfig, columns: number, weights: Weights): Collapsed<Tensor> {
  const embed = weight(weights, 'embed.weight')
  const places = Array.from({ length: config.tied_hidden ? 1 : columns }, (_, place) => place)
  return {
    inputs: places.map((place) => ops.matmul(embed, weight(weights, `${readingName(config, place)}.weight`))), // [v, hidden]
    output: config.tied_unembedding
      ? ops.matmul(weight(weights, 'layers.1.weight'), embed, { transposeRight: true }) // [hidden, v]
      : ops.matmul(weight(weights, 'layers.1.weight'), weight(weights, 'unembed.weight')), // [hidden, answers]
  }
}

/** The collapsed matrices of saved weights, in their dtype; sums are carried in f64. For pictures and measures: PAIR's W_in (67 × 24) and W_out (24 × 67). */
export function collapsedMatrices(config: FactoredMlpConfig, weights: NamedTensors, columns = 2): Collapsed<HostTensor> {
  const ops = referenceOps()
  const { inputs, output } = collapse(ops, config, columns, Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, ops.constant(value)])))
  return { inputs: inputs.map((each) => ops.value(each)), output: ops.value(output) }
}

/** Where a matrix begins: as PAIR's solution has it, or drawn. */
function solved({ init, hidden }: FactoredMlpConfig, make: typeof circleReading): Pick<Parameter, 'initial'> {
  return init.kind === 'circle' ? { initial: () => make({ neurons: hidden, scale: init.scale }) } : {}
}

function lacksForSolution({ init, embedding }: FactoredMlpConfig): string | null {
  if (init.kind === 'waves') return 'Gromov’s closed form has one-hot symbols; set model.kind to mlp, or choose another model.init.'
  if (init.kind !== 'circle') return null
  if (embedding.kind !== 'circle') return 'PAIR’s solution reads symbols that stand on a circle; set model.embedding.kind to circle.'
  return embedding.frequency === init.frequency ? null : 'The solution and the embedding go around the circle at different frequencies; set model.init.frequency to that of model.embedding.'
}

/**
 * A hidden layer between factored matrices, without biases:
 *
 *   logits = σ(W_h E[a] + W_h E[b]) W_o U,   U = Eᵀ where the unembedding is tied
 *
 * E is `embed.weight` [v, d], W_h `layers.0.weight` [d, hidden] (`layers.0.0.weight`, `layers.0.1.weight` where it is not tied), W_o
 * `layers.1.weight` [hidden, d], U `unembed.weight` [d, answers]. The products E W_h and W_o U are formed first: they have v rows
 * and columns, not a row an example, and what is left of an example is two look-ups and one product with v answers.
 *
 * Source: PAIR 2023, "Do machine learning models memorize or generalize?" (500, 24, tied; the circle of frequency 1, frozen);
 *   Minegishi et al. 2023, arXiv:2310.19470 (500, 48, untied unembedding).
 */
export const factoredMlp: Model<'factored_mlp'> = {
  lacks(config, { inputs, outputs }) {
    if (inputs.kind !== 'tokens') return 'The examples of this task are numbers, and an embedding stands for symbols; set model.kind to mlp.'
    if (inputs.vocabulary !== outputs && (config.tied_unembedding || config.init.kind === 'circle')) return `Of ${inputs.vocabulary} symbols none can stand for each of ${outputs} answers; set model.tied_unembedding to false.`
    if (config.embedding.kind === 'circle' && config.embedding.frequency > inputs.vocabulary / 2) return `The circle of ${inputs.vocabulary} symbols has no frequency ${config.embedding.frequency}; set model.embedding.frequency to ${Math.floor(inputs.vocabulary / 2)} or less.`
    return lacksForSolution(config)
  },

  parameters(config, { inputs, outputs }) {
    const { columns, vocabulary } = tokensOf(inputs)
    const { embedding, hidden, init } = config
    const d = vectorWidth(config)
    const turns = embedding.kind === 'circle' ? embedding.frequency : null
    return [
      { name: 'embed.weight', shape: [vocabulary, d], fanIn: vocabulary, role: 'embedding', ...(turns === null ? {} : { frozen: true as const, initial: () => circleTable(vocabulary, turns) }) },
      ...Array.from({ length: config.tied_hidden ? 1 : columns }, (_, place): Parameter => ({ name: `${readingName(config, place)}.weight`, shape: [d, hidden], fanIn: d, ...solved(config, circleReading) })),
      { name: 'layers.1.weight', shape: [hidden, d], fanIn: hidden, ...solved(config, circleAnswer) },
      ...(config.tied_unembedding ? [] : [{ name: 'unembed.weight', shape: [d, outputs], fanIn: d, ...(init.kind === 'circle' ? { initial: () => turned(circleTable(outputs, init.frequency)) } : {}) }]),
    ]
  },

  outputs(ops, config, { inputs }, weights, tokens, { note = ignore } = {}) {
    const { columns } = tokensOf(inputs)
    const { inputs: tables, output } = collapse(ops, config, columns, weights)
    const sums = sumOverPlaces(ops, columns, (place) => ops.gather(tables[config.tied_hidden ? 0 : place] as Tensor, column(ops, tokens, place))) // [n, hidden]
    const hidden = activations[config.activation](ops, sums)
    note('hidden.0', hidden)
    note('features', hidden)
    return ops.matmul(hidden, output) // [n, answers]
  },
}

function tokensOf(inputs: Widths['inputs']): Extract<Widths['inputs'], { kind: 'tokens' }> {
  if (inputs.kind !== 'tokens') throw new Error('A factored MLP was asked for numbers, which `lacks` refuses.')
  return inputs
}

/** [p, 2] → [2, p] */
function turned(circle: Float64Array): Float64Array {
  const p = circle.length / 2
  return circle.map((_, i) => circle[(i % p) * 2 + Math.floor(i / p)]!)
}
