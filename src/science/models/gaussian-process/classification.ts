import { softplus, square } from '../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import { signsOf } from '../../losses/loss.ts'
import { weight, type Asking, type Model, type Pass, type Weights, type Widths } from '../model.ts'
import { matrixOf } from '../solutions.ts'
import { constant, diagonal, exact, factored, inF64, kernel, kernelParameters, lacksForKernel, outputScale, perExample } from './kernel.ts'
import { gaussHermite } from './gauss-hermite.ts'

/** Added to the variances of the inducing values, which may be nearly equal. */
const jitter = 1e-6

const { nodes, weights: shares } = gaussHermite(20)

/** The first examples that are trained on, f64 [m, d]. */
function inducingPoints(ops: Ops, inducing: number, { trained }: Pass): Tensor {
  if (trained === undefined) throw new Error('A Gaussian process predicts from its examples, and was given none.')
  const { inputs } = trained()
  return inF64(ops, ops.slice(inputs, [0, 0], [inducing, inputs.shape[1] ?? 0]))
}

/** R, the lower triangle of `variational.root`: the covariance of the whitened values is R Rᵀ. */
function root(ops: Ops, weights: Weights): Tensor {
  const whole = exact(ops, weights, 'variational.root')
  const [m = 0] = whole.shape
  return ops.select(ops.lessEqual(ops.iota(m), ops.reshape(ops.iota(m), [m, 1])), whole, 0)
}

/** Mean and standard deviation of the function at some points, f64 [n, 1] each. */
function believed(ops: Ops, inducing: number, weights: Weights, inputs: Tensor, pass: Pass): { readonly mean: Tensor; readonly deviation: Tensor } {
  const z = inducingPoints(ops, inducing, pass)
  const { inverse } = factored(ops, kernel(ops, weights, z, z), jitter)
  const reach = ops.matmul(inverse, kernel(ops, weights, z, inF64(ops, inputs))) // [m, n]
  const values = ops.reshape(exact(ops, weights, 'variational.mean'), [inducing, 1])
  const mean = ops.add(ops.matmul(reach, values, { transposeLeft: true }), exact(ops, weights, 'mean')) // [n, 1]
  const columns = (x: Tensor): Tensor => ops.reshape(ops.sum(square(ops, x), { axes: [0] }), mean.shape)
  const spread = columns(ops.matmul(root(ops, weights), reach, { transposeLeft: true }))
  const variance = ops.add(ops.sub(outputScale(ops, weights), columns(reach)), spread)
  return { mean, deviation: ops.sqrt(ops.maximum(variance, 1e-12)) }
}

/** The mean over examples of E log(1 + exp(−y f)), f normal, by quadrature; f64 scalar. */
function expectedCost(ops: Ops, inducing: number, weights: Weights, { inputs, asked }: Asking, pass: Pass): Tensor {
  const { mean, deviation } = believed(ops, inducing, weights, inputs, pass)
  const list = (numbers: readonly number[]): Tensor => ops.constant({ shape: [1, numbers.length], dtype: 'f64', data: Float64Array.from(numbers) })
  const f = ops.add(mean, ops.mul(deviation, list(nodes))) // [n, nodes]
  const costs = softplus(ops, ops.neg(ops.mul(inF64(ops, signsOf(asked)), f)))
  return perExample(ops, ops.sum(ops.mul(costs, list(shares)), { axes: [1] }))
}

/** KL(N(m, R Rᵀ) ‖ N(0, 1)) = ½ (Σ R² + |m|² − M) − Σ log |R_ii|, f64 scalar. */
function divergence(ops: Ops, weights: Weights): Tensor {
  const r = root(ops, weights)
  const sizes = ops.add(ops.sum(square(ops, r)), ops.sum(square(ops, exact(ops, weights, 'variational.mean'))))
  const logs = ops.sum(ops.log(square(ops, diagonal(ops, r)))) // 2 Σ log |R_ii|
  return ops.mul(ops.sub(ops.sub(sizes, r.shape[0] ?? 0), logs), 0.5)
}

function own(ops: Ops, weights: Weights, x: Tensor): Tensor {
  const { dtype } = weight(weights, 'mean')
  return dtype === 'f64' ? x : ops.cast(x, dtype)
}

/**
 * Gaussian process classification of answers y = ±1 by variational inference: a squared-exponential kernel, a logistic likelihood, and
 * the values u = c + L v of the function at the first M training examples Z, where K_ZZ = L Lᵀ and v is normal with mean m and
 * covariance R Rᵀ:
 *
 *   minimised     (1/n) Σ_i E log(1 + exp(−y_i f(x_i)))  +  (1/n) KL(v ‖ N(0, 1)),   data fit + complexity
 *   f(x)          normal; a = L⁻¹ k_Z(x),  mean c + aᵀm,  variance k(x, x) − |a|² + |Rᵀa|²
 *   answers       the mean of f
 *
 * Parameters: `mean` c [1], `kernel.raw_output_scale` [1], `kernel.raw_length_scale` [d] or [1] (raw: softplus of it counts),
 * `variational.mean` [M], `variational.root` [M, M], whose lower triangle is R. Expectations by 20 points of Gauss–Hermite. Where
 * M is the number of examples, nothing is left out but the shape of the posterior. Computed in f64 in every precision.
 *
 * Source: Hensman et al. 2015, arXiv:1411.2005 (bound); Miller et al. 2023, arXiv:2310.17247, section 3.2 (sparse parity, a length scale
 *   a bit), whose likelihood is the normal distribution function of GPyTorch; the logistic one is ours.
 */
export const gpClassification: Model<'gp_classification'> = {
  lacks({ inducing }, widths) {
    const { trained = inducing } = widths
    return inducing > trained ? `${inducing} of ${trained} training examples cannot be chosen; set model.inducing to ${trained} or less.` : lacksForKernel(widths)
  },

  parameters(config, widths) {
    const { inducing } = config
    return [
      ...kernelParameters(config, widths),
      constant('variational.mean', inducing, 0),
      { name: 'variational.root', shape: [inducing, inducing], fanIn: inducing, initial: () => matrixOf(inducing, inducing, (i, j) => Number(i === j)) },
    ]
  },

  outputs: (ops, { inducing }, _widths, weights, inputs, pass = {}) => own(ops, weights, believed(ops, inducing, weights, inputs, pass).mean),

  objective: {
    lacks(_config, answers) {
      return answers.kind === 'targets' && answers.right.kind === 'sign' ? null : 'Gaussian process classification judges answers of ±1, and those of this task are others; set task.answer to sign where the task has it.'
    },
    needsFullBatch: false,
    loss: (ops, { inducing }, _widths, weights, asking, pass) => own(ops, weights, expectedCost(ops, inducing, weights, asking, pass)),
    terms(ops, { inducing }, { trained = 1 }: Widths, weights, asking, pass) {
      return { data_fit: own(ops, weights, expectedCost(ops, inducing, weights, asking, pass)), complexity: own(ops, weights, ops.mul(divergence(ops, weights), 1 / trained)) }
    },
  },
}
