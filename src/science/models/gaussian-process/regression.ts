import { square } from '../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import type { Batch } from '../../batches.ts'
import type { Asked } from '../../evaluation.ts'
import { weight, type Asking, type Model, type Pass, type Weights } from '../model.ts'
import { constant, diagonal, exact, factored, inF64, kernel, kernelParameters, lacksForKernel, outputScale, perExample, positive, rawOf } from './kernel.ts'

/** Examples in 14 n instructions of a Cholesky factor. */
const mostExamples = 512

const logTwoPi = Math.log(2 * Math.PI)

/** σ², the variance of what is seen around the function, f64 scalar. */
function noise(ops: Ops, leastNoise: number, weights: Weights): Tensor {
  return ops.add(ops.reshape(positive(ops, weights, 'likelihood.raw_noise'), []), leastNoise)
}

/** What the examples say of the function: L⁻¹ of their covariance with noise, and L⁻¹ (y − c), f64 [n, 1]. */
function known(ops: Ops, leastNoise: number, weights: Weights, x: Tensor, y: Tensor) {
  const points = inF64(ops, x)
  const { factor, inverse } = factored(ops, kernel(ops, weights, points, points), noise(ops, leastNoise, weights))
  return { points, factor, inverse, whitened: ops.matmul(inverse, ops.sub(inF64(ops, y), exact(ops, weights, 'mean'))) }
}

/** The function at other points: mean and variance without noise, f64 [m, 1] each. */
function predicted(ops: Ops, leastNoise: number, weights: Weights, { inputs, answers }: Batch, at: Tensor): { readonly mean: Tensor; readonly variance: Tensor } {
  const { points, inverse, whitened } = known(ops, leastNoise, weights, inputs, answers)
  const reach = ops.matmul(inverse, kernel(ops, weights, points, inF64(ops, at))) // [n, m]
  const mean = ops.add(ops.matmul(reach, whitened, { transposeLeft: true }), exact(ops, weights, 'mean')) // [m, 1]
  const variance = ops.reshape(ops.sub(outputScale(ops, weights), ops.sum(square(ops, reach), { axes: [0] })), mean.shape)
  return { mean, variance: ops.maximum(variance, 0) }
}

/** Targets [n, 1]; `lacks` refuses anything else. */
function targetsOf(asked: Asked): Tensor {
  if (asked.kind !== 'targets') throw new Error('Regression was asked for classes, which `lacks` refuses.')
  return asked.targets
}

function trainedOf({ trained }: Pass): Batch {
  if (trained === undefined) throw new Error('A Gaussian process predicts from its examples, and was given none.')
  return trained()
}

/** In the dtype of the run. */
function own(ops: Ops, weights: Weights, x: Tensor): Tensor {
  const { dtype } = weight(weights, 'mean')
  return dtype === 'f64' ? x : ops.cast(x, dtype)
}

/**
 * Exact Gaussian process regression with a squared-exponential kernel K and noise σ², C = K + σ² 1 over the n training examples:
 *
 *   minimised     (1/n) [ ½ (y − c)ᵀ C⁻¹ (y − c)  +  ½ log det C + ½ n log 2π ],   data fit + complexity
 *   answers       μ(x) = c + k(x)ᵀ C⁻¹ (y − c),   v(x) = k(x, x) − k(x)ᵀ C⁻¹ k(x)
 *   loss          mean of ½ (y − μ)²/(v + σ²) + ½ log 2π(v + σ²), what each example costs as it is predicted
 *
 * Parameters: `mean` c [1], `kernel.raw_output_scale` [1], `kernel.raw_length_scale` [1] or [d], `likelihood.raw_noise` [1]; raw numbers are
 * those whose softplus (for the noise: plus `least_noise`) counts. Computed in f64 in every precision.
 *
 * Source: Rasmussen & Williams 2006, eq. 2.23, 2.24 and 5.8; Miller et al. 2023, arXiv:2310.17247, section 3.2 (Adam, length scale
 *   1e-3), with the raw numbers and least noise of GPyTorch.
 */
export const gpRegression: Model<'gp_regression'> = {
  lacks(_config, widths) {
    const { trained = 0 } = widths
    return trained > mostExamples ? `Exact regression takes at most ${mostExamples} training examples, and there are ${trained}; lower split.train_fraction or task.rows.` : lacksForKernel(widths)
  },

  parameters: (config, widths) => [...kernelParameters(config, widths), constant('likelihood.raw_noise', 1, rawOf(config.noise))],

  outputs(ops, { least_noise }, _widths, weights, inputs, pass = {}) {
    return own(ops, weights, predicted(ops, least_noise, weights, trainedOf(pass), inputs).mean)
  },

  objective: {
    lacks: (_config, { kind }) => (kind === 'targets' ? null : 'Gaussian process regression answers numbers, and those of this task are classes; set model.kind to gp_classification.'),
    needsFullBatch: true,

    loss(ops, { least_noise }, _widths, weights, { inputs, asked }: Asking, pass) {
      const { mean, variance } = predicted(ops, least_noise, weights, trainedOf(pass), inputs)
      const spread = ops.add(variance, noise(ops, least_noise, weights))
      const costs = ops.add(ops.div(square(ops, ops.sub(inF64(ops, targetsOf(asked)), mean)), spread), ops.log(spread)) // [n, 1]
      return own(ops, weights, ops.mul(ops.add(perExample(ops, costs), logTwoPi), 0.5))
    },

    terms(ops, { least_noise }, _widths, weights, { inputs, asked }, _pass) {
      const { factor, whitened } = known(ops, least_noise, weights, inputs, targetsOf(asked))
      return {
        data_fit: own(ops, weights, ops.mul(perExample(ops, square(ops, whitened)), 0.5)),
        complexity: own(ops, weights, ops.add(perExample(ops, ops.log(diagonal(ops, factor))), logTwoPi / 2)),
      }
    },
  },
}
