import type { ModelConfig } from '../../shared/schema/run-config.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { activations } from './activations.ts'
import { weight, type Model, type Parameter, type Weights, type Widths } from './model.ts'

type MlpConfig = Extract<ModelConfig, { kind: 'mlp' }>

/** Inputs and outputs of each layer, first to last. */
function layerSizes({ hidden }: MlpConfig, { vocabulary, columns, classes }: Widths): readonly (readonly [number, number])[] {
  let inputs = columns * vocabulary
  return [...hidden, classes].map((outputs) => {
    const sizes = [inputs, outputs] as const
    inputs = outputs
    return sizes
  })
}

/**
 * The product of the concatenated one-hot symbols with the first matrix, written as what it is: the sum of one row a symbol.
 *
 *   [e_a, e_b] W = W_a + W_{v+b}
 *
 * @param tokens i32 [n, columns] @param matrix [columns · v, h] @returns [n, h]
 */
function oneHotProduct(ops: Ops, tokens: Tensor, matrix: Tensor, { vocabulary: v, columns }: Widths): Tensor {
  const [n] = tokens.shape as readonly [number, number]
  const terms = Array.from({ length: columns }, (_, column) => {
    const symbols = ops.reshape(ops.slice(tokens, [0, column], [n, 1]), [n]) // [n]
    return ops.gather(matrix, ops.add(symbols, column * v)) // [n, h]
  })
  return terms.reduce((sum, term) => ops.add(sum, term))
}

/**
 * A multilayer perceptron on concatenated one-hot symbols, without any prefactor:
 *
 *   x₀ = [e_a, e_b],   x_{i+1} = σ(x_i W_i + b_i),   logits = x_L W_L + b_L
 *
 * W_i is `layers.i.weight` (inputs, outputs), b_i `layers.i.bias` when `bias` is set.
 * Source: Gromov 2023, arXiv:2301.02679 (one hidden layer, quadratic); the reference run of the lab (two hidden layers, ReLU).
 */
export const mlp: Model<'mlp'> = {
  parameters(config, widths) {
    return layerSizes(config, widths).flatMap(([inputs, outputs], i): Parameter[] => [
      { name: `layers.${i}.weight`, shape: [inputs, outputs], fanIn: inputs },
      ...(config.bias ? [{ name: `layers.${i}.bias`, shape: [outputs], fanIn: inputs }] : []),
    ])
  },

  logits(ops, config, widths, weights, tokens) {
    return layerSizes(config, widths).reduce((x, _, i) => layer(ops, config, widths, weights, x, i), tokens)
  },
}

/** tokens [n, columns] or x [n, inputs] → [n, outputs]; every layer but the first begins with the activation of the one before. */
function layer(ops: Ops, config: MlpConfig, widths: Widths, weights: Weights, x: Tensor, i: number): Tensor {
  const matrix = weight(weights, `layers.${i}.weight`)
  const product = i === 0 ? oneHotProduct(ops, x, matrix, widths) : ops.matmul(activations[config.activation](ops, x), matrix) // [n, outputs]
  return config.bias ? ops.add(product, weight(weights, `layers.${i}.bias`)) : product
}
