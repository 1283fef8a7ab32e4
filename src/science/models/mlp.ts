import type { ModelConfig } from '../../shared/schema/config/model.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { activations } from './activations.ts'
import { weight, type Model, type Parameter, type Weights, type Widths } from './model.ts'

type MlpConfig = Extract<ModelConfig, { kind: 'mlp' }>

/** Inputs and outputs of each layer, first to last. */
function layerSizes({ hidden }: MlpConfig, widths: Widths): readonly (readonly [number, number])[] {
  let inputs = widths.inputs.kind === 'tokens' ? widths.inputs.columns * widths.inputs.vocabulary : widths.inputs.columns
  return [...hidden, widths.outputs].map((outputs) => {
    const sizes = [inputs, outputs] as const
    inputs = outputs
    return sizes
  })
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
 * A multilayer perceptron on concatenated one-hot symbols or on numbers, without any prefactor:
 *
 *   x₀ = [e_a, e_b] or the features,   x_{i+1} = σ(x_i W_i + b_i),   outputs = x_L W_L + b_L
 *
 * W_i is `layers.i.weight` (inputs, outputs), b_i `layers.i.bias` when `bias` is set.
 * Source: Gromov 2023, arXiv:2301.02679 (one hidden layer, quadratic); the reference run of the lab (two hidden layers, ReLU).
 */
export const mlp: Model<'mlp'> = {
  lacks({ input }, { inputs }) {
    if (inputs.kind === 'tokens' && input === 'features') return 'The examples of this task are symbols, which enter as one-hot vectors; set model.input to one_hot_pair.'
    if (inputs.kind === 'features' && input === 'one_hot_pair') return 'The examples of this task are numbers, not symbols; set model.input to features.'
    return null
  },

  parameters(config, widths) {
    return layerSizes(config, widths).flatMap(([inputs, outputs], i): Parameter[] => [
      { name: `layers.${i}.weight`, shape: [inputs, outputs], fanIn: inputs },
      ...(config.bias ? [{ name: `layers.${i}.bias`, shape: [outputs], fanIn: inputs }] : []),
    ])
  },

  outputs(ops, config, widths, weights, inputs) {
    const sigma = activations[config.activation]
    const dtype = weight(weights, 'layers.0.weight').dtype === 'f64' ? 'f64' : 'f32'
    return layerSizes(config, widths).reduce((x, _, i) => affine(ops, weights, i, config.bias, i === 0 ? x : sigma(ops, x)), asNumbers(ops, inputs, widths, dtype))
  },
}

/** x [n, inputs] → x W_i + b_i [n, outputs] */
function affine(ops: Ops, weights: Weights, i: number, bias: boolean, x: Tensor): Tensor {
  const product = ops.matmul(x, weight(weights, `layers.${i}.weight`))
  return bias ? ops.add(product, weight(weights, `layers.${i}.bias`)) : product
}
