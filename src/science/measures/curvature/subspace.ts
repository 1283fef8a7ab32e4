import { square } from '../../../engine/ops/derived.ts'
import type { DifferentiableOps, Tensor } from '../../../engine/ops/ops.ts'
import { sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'
import { streamOf } from '../../random/streams.ts'
import type { MeasureInput } from '../../types.ts'
import { inDouble, widest } from '../in-double.ts'
import { trainedOf } from '../trained.ts'

/** k random directions in the space of all weights, and what is needed to move along them. */
export interface Subspace {
  readonly k: number
  /** A⁺ by parameter, [k, size] each: rows of length 1 over all parameters together. */
  readonly directions: NamedTensors
  /** A⁺ (A⁺)ᵀ, f64 [k, k]. */
  readonly gram: HostTensor
  /** A⁺ w, [k]. */
  readonly projection: Float64Array
}

const direction = (name: string): string => `subspace.${name}`

/** Rows uniform on [−1, 1) and then normalised, keyed by the seed of the run. */
export async function randomSubspace({ network, compute, config: { precision, seed } }: MeasureInput, k: number): Promise<Subspace> {
  const { gram, projection, ...directions } = await compute.run(`subspace ${k}`, (ops) => {
    const weights = network.weights(ops)
    const drawn = trainedOf(network).map(({ name, shape }) => {
      const uniform = ops.randomUniform([k, sizeOf(shape)], precision, { seed, stream: streamOf(`subspace/${name}`), counter: ops.cast(ops.full([], 0, 'f64'), 'i32') })
      return { name, size: sizeOf(shape), rows: ops.sub(ops.mul(uniform, 2), 1) }
    })
    const zero = ops.full([k, 1], 0, 'f64')
    const lengths = ops.sqrt(drawn.reduce((sum, { rows }) => ops.add(sum, ops.sum(square(ops, ops.cast(rows, 'f64')), { axes: [1], keepDims: true })), zero)) // [k, 1]
    const unit = drawn.map(({ name, size, rows }) => ({ name, size, rows: ops.div(rows, ops.cast(lengths, precision)) }))
    const wide = unit.map(({ name, size, rows }) => ({ rows: ops.cast(rows, 'f64'), w: ops.reshape(ops.cast(weights[name] as Tensor, 'f64'), [size, 1]) }))
    const total = (parts: readonly Tensor[]): Tensor => parts.reduce((sum, part) => ops.add(sum, part))
    return {
      ...Object.fromEntries(unit.map(({ name, rows }) => [direction(name), rows])),
      gram: total(wide.map(({ rows }) => ops.matmul(rows, rows, { transposeRight: true }))),
      projection: ops.reshape(total(wide.map(({ rows, w }) => ops.matmul(rows, w))), [k]),
    }
  })
  if (gram === undefined || projection === undefined) throw new Error('A subspace came back without its products.')
  return { k, directions, gram, projection: Float64Array.from(projection.data) }
}

/** The training loss at w + Σ_i c_i (row i of A⁺), and its gradient by c; in f64, because the loss changes by little. */
export async function lossAlong(input: MeasureInput, { k, directions }: Subspace, c: Float64Array): Promise<{ readonly loss: number; readonly gradient: Float64Array }> {
  const { network, compute, config: { precision } } = input
  const coefficients: HostTensor = { shape: [1, k], dtype: 'f64', data: c }
  const found = await compute.run(`subspace.loss ${k}`, (ops: DifferentiableOps) => {
    const { weights, train } = inDouble(ops, input)
    const wide = widest(network, precision)
    const along = ops.input('subspace.coefficients', [1, k], 'f64')
    const coefficient = ops.cast(along, wide)
    const moved = trainedOf(network).map(({ name, shape }) => {
      const rows = ops.input(direction(name), [k, sizeOf(shape)], precision)
      return [name, ops.add(weights[name] as Tensor, ops.reshape(ops.matmul(coefficient, ops.cast(rows, wide)), shape))] as const
    })
    const loss = network.loss(ops, { ...weights, ...Object.fromEntries(moved) }, train)
    const [gradient] = ops.gradient(loss, [along])
    return { loss, gradient: gradient as Tensor }
  }, { ...directions, 'subspace.coefficients': coefficients })
  return { loss: found['loss']?.data[0] ?? NaN, gradient: Float64Array.from(found['gradient']?.data ?? []) }
}
