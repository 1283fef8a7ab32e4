import type { DifferentiableOps, Tensor } from '../../../engine/ops/ops.ts'
import { sizeOf, type HostTensor } from '../../../shared/tensors.ts'
import type { MeasureInput } from '../../types.ts'
import { inDouble, widest } from '../in-double.ts'
import { trainedOf } from '../trained.ts'

/** Kernel-vector products made by one call, between which a request to stop is heard. */
const piece = 100

/**
 * The tangent kernel of some training rows, averaged over outputs c: f64 [P, P],
 *
 *   K_ij = (1/C) Σ_c ∂f_c(x_i)/∂θ · ∂f_c(x_j)/∂θ
 *
 * Column by column without a Jacobian: for the unit vector v of row j and output c, u = Jᵀv is one gradient, and J u is the gradient of
 * u · (Jᵀv') by v'. That is P C products, each of the price of a few passes over P rows, and memory for one gradient.
 *
 * Source: Jacot et al. 2018, arXiv:1806.07572; the average over outputs as in Mohamadi et al. 2023 (for C = 1 it is the kernel itself).
 */
export async function tangentKernel(input: MeasureInput, rows: Int32Array): Promise<HostTensor> {
  const { compute, examples: { answers } } = input
  const outputs = answers.kind === 'classes' ? answers.classes : (answers.values.shape[1] ?? 1)
  const p = rows.length
  const name = 'kernel.sum'
  let state = { [name]: { shape: [p, p], dtype: 'f64', data: new Float64Array(sizeOf([p, p])) } as HostTensor }
  const all = p * outputs
  for (let done = 0; done < all; done += piece) {
    await input.breathe(done / all)
    const end = await compute.iterate(`kernel ${p}`, (ops) => ({ [name]: addColumn(ops, input, rows, outputs, ops.input(name, [p, p], 'f64')) }), state, { steps: Math.min(piece, all - done), done })
    state = { [name]: end[name] as HostTensor }
  }
  await input.breathe(1)
  const { data } = state[name] as HostTensor
  // Exactly symmetric, which columns of rounded products are not.
  return { shape: [p, p], dtype: 'f64', data: Float64Array.from(data, (x, at) => (x + data[(at % p) * p + Math.floor(at / p)]!) / 2 / outputs) }
}

/** Adds J Jᵀ v of this step's row and output to the column of the row. */
function addColumn(ops: DifferentiableOps, input: MeasureInput, rows: Int32Array, outputs: number, sum: Tensor): Tensor {
  const { network, config } = input
  const p = rows.length
  const precision = widest(network, config.precision)
  const { weights, train } = inDouble(ops, input)
  const chosen = ops.gather(train.inputs, ops.constant({ shape: [p], dtype: 'i32', data: rows }))
  const place = ops.cast(ops.sub(ops.step(), 1), 'i32')
  const row = ops.cast(ops.floor(ops.div(ops.sub(ops.step(), 1), outputs)), 'i32')
  const output = ops.mod(place, outputs)
  const isRow = ops.cast(ops.equal(ops.iota(p), row), precision) // [P]
  const isOutput = ops.cast(ops.equal(ops.iota(outputs), output), precision) // [C]
  const v = ops.mul(ops.reshape(isRow, [p, 1]), isOutput) // [P, C]
  const wrt = trainedOf(network).map(({ name }) => weights[name] as Tensor)
  const u = ops.gradient(ops.sum(ops.mul(network.outputs(ops, weights, chosen), v)), wrt)
  const along = u.map((each) => ops.sum(ops.mul(each, ops.stopGradient(each)))).reduce((a, b) => ops.add(a, b))
  const [product] = ops.gradient(along, [v]) // [P, C]
  const own = ops.sum(ops.mul(product as Tensor, isOutput), { axes: [1], keepDims: true }) // [P, 1]
  return ops.add(sum, ops.cast(ops.mul(own, isRow), 'f64')) // [P, P], column of the row
}
