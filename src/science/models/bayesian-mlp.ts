import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { mean, softplus, square } from '../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { Asked } from '../evaluation.ts'
import { activations } from './activations.ts'
import { ignore, weight, type Asking, type Model, type Parameter, type Pass, type Weights, type Widths } from './model.ts'

type BayesianConfig = Extract<ModelConfig, { kind: 'bayesian_mlp' }>

/** So that the root of a variance that is zero for every input has a gradient. */
const tiny = 1e-30

const logDeviation = (name: string): string => `${name}_log_deviation`

/** σ² of every entry of a parameter. */
function variance(ops: Ops, weights: Weights, name: string): Tensor {
  return ops.exp(ops.mul(weight(weights, logDeviation(name)), 2))
}

/** x [n, inputs] through layer i: at the means; or, with draws, one draw of the sums an example, whose mean and variance are those over the weights. */
function layer(ops: Ops, { bias }: BayesianConfig, weights: Weights, i: number, x: Tensor, { draws }: Pass): Tensor {
  const [matrix, constants] = [`layers.${i}.weight`, `layers.${i}.bias`]
  const product = ops.matmul(x, weight(weights, matrix))
  const middle = bias ? ops.add(product, weight(weights, constants)) : product
  if (draws === undefined) return middle
  const products = ops.matmul(square(ops, x), variance(ops, weights, matrix))
  const spread = ops.sqrt(ops.add(bias ? ops.add(products, variance(ops, weights, constants)) : products, tiny))
  return ops.add(middle, ops.mul(spread, ops.randomNormal(middle.shape, middle.dtype === 'f64' ? 'f64' : 'f32', draws(`weights.${i}`))))
}

/** Mean over examples of −log p(answer | outputs), a scalar: softmax of classes, logistic of signs, normal of numbers. */
function cost(ops: Ops, deviation: number, outputs: Tensor, asked: Asked): Tensor {
  if (asked.kind === 'classes') return mean(ops, ops.crossEntropy(outputs, asked.labels))
  const { targets, right } = asked
  const width = outputs.shape[1] ?? 1
  if (right.kind === 'sign') return ops.mul(mean(ops, softplus(ops, ops.neg(ops.mul(outputs, targets)))), width)
  const squares = ops.mul(mean(ops, square(ops, ops.sub(outputs, targets))), width / (2 * deviation ** 2))
  return ops.add(squares, width * (Math.log(deviation) + Math.log(2 * Math.PI) / 2))
}

/** KL(q ‖ prior) over all entries: Σ log(s/σ) + (σ² + μ²)/(2 s²) − ½, a scalar. */
function divergence(ops: Ops, { prior_deviation: s }: BayesianConfig, weights: Weights, names: readonly string[]): Tensor {
  const terms = names.map((name) => {
    const sizes = ops.mul(ops.add(variance(ops, weights, name), square(ops, weight(weights, name))), 1 / (2 * s ** 2))
    return ops.sum(ops.add(ops.sub(sizes, weight(weights, logDeviation(name))), Math.log(s) - 0.5))
  })
  return terms.reduce((sum, term) => ops.add(sum, term))
}

function meanNames({ hidden, bias }: BayesianConfig): readonly string[] {
  return Array.from({ length: hidden.length + 1 }, (_, i) => [`layers.${i}.weight`, ...(bias ? [`layers.${i}.bias`] : [])]).flat()
}

function outputsOf(ops: Ops, config: BayesianConfig, weights: Weights, inputs: Tensor, pass: Pass): Tensor {
  const { note = ignore } = pass
  return config.hidden.reduce((x, _, i) => {
    const hidden = activations[config.activation](ops, x)
    note(`hidden.${i}`, hidden)
    if (i === config.hidden.length - 1) note('features', hidden)
    return layer(ops, config, weights, i + 1, hidden, pass)
  }, layer(ops, config, weights, 0, inputs, pass))
}

/**
 * A network over whose weights a normal distribution is learnt, each by itself: w ~ N(μ, σ²), prior N(0, s²),
 *
 *   minimised     (1/n) Σ_i E[−log p(y_i | x_i, w)]  +  (1/n) KL(q ‖ prior),   data fit + complexity
 *
 * The expectation is taken by one draw an example and update, of the sums of each layer: x W is normal with mean x μ and variance x² σ².
 * Answers and loss are those at the means. Parameters: `layers.i.weight`, `layers.i.bias` hold μ, as in an MLP, and
 * `layers.i.weight_log_deviation`, `layers.i.bias_log_deviation` log σ.
 *
 * Source: Blundell et al. 2015, arXiv:1505.05424; Kingma et al. 2015, arXiv:1506.02557 (draws of the sums); Miller et al. 2023,
 *   arXiv:2310.17247, section 3.3 (30 bits, 200 neurons; means N(0, 0.1²), deviations 0.01, prior N(0, 1)).
 */
export const bayesianMlp: Model<'bayesian_mlp'> = {
  lacks: (_config, { inputs }) => (inputs.kind === 'features' ? null : 'A Bayesian network reads numbers, and the examples of this task are symbols; set model.kind to mlp.'),

  parameters({ hidden, bias, start_deviation }, { inputs, outputs }) {
    const sizes = [inputs.columns, ...hidden, outputs]
    const withDeviation = (parameter: Parameter): Parameter[] => [
      parameter,
      { name: logDeviation(parameter.name), shape: parameter.shape, fanIn: parameter.fanIn, initial: () => new Float64Array(parameter.shape.reduce((n, d) => n * d, 1)).fill(Math.log(start_deviation)) },
    ]
    return sizes.slice(1).flatMap((width, i) => {
      const fanIn = sizes[i] ?? 0
      return [...withDeviation({ name: `layers.${i}.weight`, shape: [fanIn, width], fanIn }), ...(bias ? withDeviation({ name: `layers.${i}.bias`, shape: [width], fanIn, role: 'bias' }) : [])]
    })
  },

  outputs: (ops, config, _widths, weights, inputs, pass = {}) => outputsOf(ops, config, weights, inputs, pass),

  objective: {
    lacks: () => null,
    needsFullBatch: false,
    loss: (ops, config, _widths, weights, { inputs, asked }: Asking, pass) => cost(ops, config.noise_deviation, outputsOf(ops, config, weights, inputs, pass), asked),
    terms(ops, config, { trained = 1 }: Widths, weights, { inputs, asked }, pass) {
      return {
        data_fit: cost(ops, config.noise_deviation, outputsOf(ops, config, weights, inputs, pass), asked),
        complexity: ops.mul(divergence(ops, config, weights, meanNames(config)), 1 / trained),
      }
    },
  },
}
