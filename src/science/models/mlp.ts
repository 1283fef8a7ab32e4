import type { ModelConfig } from '../../shared/schema/config/model.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { activations } from './activations.ts'
import { dropped } from './dropout.ts'
import { embeddedSums, embeddingParameters, joinedWidth, ownLayer } from './embedding.ts'
import { lacksForSolution, solved } from './mlp-solutions.ts'
import { ignore, weight, type Model, type Parameter, type Weights, type Widths } from './model.ts'
import { sumOverPlaces } from './rows.ts'

type MlpConfig = Extract<ModelConfig, { kind: 'mlp' }>

/** Numbers that the first layer reads. */
function inputWidth({ embedding }: MlpConfig, { inputs }: Widths): number {
  if (inputs.kind === 'features') return inputs.columns
  return embedding === undefined ? inputs.columns * inputs.vocabulary : joinedWidth(embedding, inputs)
}

/** Inputs and outputs of each layer, first to last. */
function layerSizes(config: MlpConfig, widths: Widths): readonly (readonly [number, number])[] {
  let inputs = inputWidth(config, widths)
  return [...config.hidden, widths.outputs].map((outputs) => {
    const sizes = [inputs, outputs] as const
    inputs = outputs
    return sizes
  })
}

function isBiased({ bias, biased_layers }: MlpConfig, layer: number): boolean {
  return biased_layers?.includes(layer) ?? bias
}

/** The places whose symbols go through a first layer of their own; none where there is one for all. */
function ownLayers({ embedding }: MlpConfig, { inputs }: Widths): readonly number[] {
  return embedding?.combine === 'sum_of_layers' ? Array.from({ length: inputs.columns }, (_, place) => place) : []
}

/**
 * What the first layer multiplies: features as they are, symbols as concatenated one-hot vectors, i32 [n, columns] → [n, columns · v].
 * Programs turn the product of those with the first matrix into a sum of row look-ups (the pass `one-hot-products`), so it costs
 * nothing to write it as it is meant.
 */
function asNumbers(ops: Ops, inputs: Tensor, widths: Widths, dtype: 'f32' | 'f64'): Tensor {
  if (widths.inputs.kind === 'features') return inputs
  const { columns, vocabulary: v } = widths.inputs
  return ops.reshape(ops.oneHot(inputs, v, dtype), [inputs.shape[0] ?? 0, columns * v]) // [n, columns, v] → [n, columns · v]
}

/**
 * A multilayer perceptron on concatenated one-hot symbols, on learnt vectors for them, or on numbers:
 *
 *   x₀ = [e_a, e_b], or what `embeddedSums` says, or the features,   x_{i+1} = σ(x_i W_i + b_i),   outputs = x_L W_L + b_L
 *
 * W_i is `layers.i.weight` (inputs, outputs), b_i `layers.i.bias` where `biased_layers`, or `bias` for all of them, says so. There is no
 * prefactor but Gromov's, 1/(D N) with D inputs and N neurons of the last hidden layer, and `output_scale`, where they are asked for.
 * Dropout comes after each activation.
 *
 * Source: Gromov 2023, arXiv:2301.02679 (one hidden layer, quadratic); the reference run of the lab (two hidden layers, ReLU);
 *   Lyu et al. 2023, arXiv:2311.18817 (bias in the first layer); Kumar et al. 2023, arXiv:2310.06110 (outputs times α).
 */
export const mlp: Model<'mlp'> = {
  lacks(config, widths) {
    const { input, embedding, biased_layers = [], hidden } = config
    const isSymbols = widths.inputs.kind === 'tokens'
    if (isSymbols && input === 'features') return 'The examples of this task are symbols, which enter as one-hot vectors; set model.input to one_hot_pair.'
    if (!isSymbols && input === 'one_hot_pair') return 'The examples of this task are numbers, not symbols; set model.input to features.'
    if (!isSymbols && embedding !== undefined) return 'The examples of this task are numbers, and an embedding stands for symbols; leave out model.embedding.'
    if (embedding?.combine === 'matrix_product' && !Number.isInteger(Math.sqrt(embedding.width))) return `${embedding.width} numbers are no square matrix; set model.embedding.width to 4, 9 or another square.`
    const beyond = biased_layers.find((layer) => layer > hidden.length)
    if (beyond !== undefined) return `There is no layer ${beyond}; the last one is ${hidden.length}. Change model.biased_layers.`
    return lacksForSolution(config, widths)
  },

  parameters(config, widths) {
    const own = ownLayers(config, widths)
    const layer = (name: string, [inputs, outputs]: readonly [number, number], i: number): Parameter[] => [
      { name: `${name}.weight`, shape: [inputs, outputs], fanIn: inputs, ...solved(config, widths, i) },
      ...(isBiased(config, i) ? [{ name: `${name}.bias`, shape: [outputs], fanIn: inputs, role: 'bias' } as const] : []),
    ]
    return [
      ...(config.embedding !== undefined && widths.inputs.kind === 'tokens' ? embeddingParameters(config.embedding, widths.inputs) : []),
      ...layerSizes(config, widths).flatMap((sizes, i) => (i === 0 && own.length > 0 ? own.flatMap((place) => layer(ownLayer(place), sizes, i)) : layer(`layers.${i}`, sizes, i))),
    ]
  },

  outputs(ops, config, widths, weights, inputs, pass = {}) {
    const { note = ignore } = pass
    const sigma = activations[config.activation]
    const out = config.hidden.reduce((x, _, i) => {
      const hidden = dropped(ops, config.dropout, pass, `hidden.${i}`, sigma(ops, x))
      note(`hidden.${i}`, hidden)
      if (i === config.hidden.length - 1) note('features', hidden)
      return affine(ops, config, weights, i + 1, hidden)
    }, firstLayer(ops, config, widths, weights, inputs))
    const factor = (config.output_scale ?? 1) / (config.prefactor === undefined ? 1 : inputWidth(config, widths) * (config.hidden.at(-1) ?? 1))
    return factor === 1 ? out : ops.mul(out, factor)
  },
}

/** Sums of the first layer: [n, hidden] */
function firstLayer(ops: Ops, config: MlpConfig, widths: Widths, weights: Weights, inputs: Tensor): Tensor {
  if (config.embedding === undefined || widths.inputs.kind === 'features') {
    const dtype = weight(weights, 'layers.0.weight').dtype === 'f64' ? 'f64' : 'f32'
    return affine(ops, config, weights, 0, asNumbers(ops, inputs, widths, dtype))
  }
  const sums = embeddedSums(ops, config.embedding, widths.inputs, weights, inputs)
  if (!isBiased(config, 0)) return sums
  const own = ownLayers(config, widths)
  return ops.add(sums, own.length === 0 ? weight(weights, 'layers.0.bias') : sumOverPlaces(ops, own.length, (place) => weight(weights, `${ownLayer(place)}.bias`)))
}

/** x [n, inputs] → x W_i + b_i [n, outputs] */
function affine(ops: Ops, config: MlpConfig, weights: Weights, i: number, x: Tensor): Tensor {
  const product = ops.matmul(x, weight(weights, `layers.${i}.weight`))
  return isBiased(config, i) ? ops.add(product, weight(weights, `layers.${i}.bias`)) : product
}
