import type { ModelConfig } from '../../../shared/schema/config/model.ts'
import { sizeOf } from '../../../shared/tensors.ts'
import { cholesky, softplus, square } from '../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../engine/ops/ops.ts'
import { weight, type Parameter, type Weights, type Widths } from '../model.ts'

export type GpConfig = Extract<ModelConfig, { kind: 'gp_regression' | 'gp_classification' }>

/** The number whose softplus is x > 0: log(eˣ − 1), without overflow. */
export function rawOf(x: number): number {
  return x + Math.log(-Math.expm1(-x))
}

/** One number, or one a dimension, all beginning at the same. */
export function constant(name: string, length: number, value: number): Parameter {
  return { name, shape: [length], fanIn: length, initial: () => new Float64Array(length).fill(value) }
}

/** Parameters of mean and kernel; those that have to be positive stand as the number whose softplus they are. */
export function kernelParameters({ length_scale, per_dimension, output_scale }: GpConfig, { inputs: { columns } }: Widths): Parameter[] {
  return [constant('mean', 1, 0), constant('kernel.raw_output_scale', 1, rawOf(output_scale)), constant('kernel.raw_length_scale', per_dimension ? columns : 1, rawOf(length_scale))]
}

/** A parameter in f64: Gaussian processes subtract numbers that are nearly equal, in every precision of a run. */
export function exact(ops: Ops, weights: Weights, name: string): Tensor {
  return inF64(ops, weight(weights, name))
}

export function inF64(ops: Ops, x: Tensor): Tensor {
  return x.dtype === 'f64' ? x : ops.cast(x, 'f64')
}

/** A positive parameter, f64 [length]. */
export function positive(ops: Ops, weights: Weights, name: string): Tensor {
  return softplus(ops, exact(ops, weights, name))
}

/** The variance s of the function, f64 scalar: k(x, x). */
export function outputScale(ops: Ops, weights: Weights): Tensor {
  return ops.reshape(positive(ops, weights, 'kernel.raw_output_scale'), [])
}

/**
 * The squared-exponential kernel k(x, z) = s exp(−½ Σ_d (x_d − z_d)²/ℓ_d²), with |a − b|² = |a|² + |b|² − 2 a·b of the scaled points.
 *
 * @param x f64 [n, d]; @param z f64 [m, d]; @returns f64 [n, m]
 */
export function kernel(ops: Ops, weights: Weights, x: Tensor, z: Tensor): Tensor {
  const lengths = positive(ops, weights, 'kernel.raw_length_scale') // [1] or [d]
  const [a, b] = [ops.div(x, lengths), ops.div(z, lengths)]
  const norms = (points: Tensor, shape: readonly number[]): Tensor => ops.reshape(ops.sum(square(ops, points), { axes: [1] }), shape)
  const apart = ops.sub(ops.add(norms(a, [a.shape[0] ?? 0, 1]), norms(b, [1, b.shape[0] ?? 0])), ops.mul(ops.matmul(a, b, { transposeRight: true }), 2))
  return ops.mul(ops.exp(ops.mul(ops.maximum(apart, 0), -0.5)), outputScale(ops, weights))
}

/** f64 [n, n]: 1 on the diagonal. */
export function identity(ops: Ops, n: number): Tensor {
  return ops.cast(ops.equal(ops.iota(n), ops.reshape(ops.iota(n), [n, 1])), 'f64')
}

/** The diagonal of a square matrix, [n, n] → [n]. */
export function diagonal(ops: Ops, matrix: Tensor): Tensor {
  return ops.sum(ops.mul(matrix, identity(ops, matrix.shape[0] ?? 0)), { axes: [1] })
}

/** The Cholesky factor of K + δ 1 and its inverse. */
export function factored(ops: Ops, gram: Tensor, added: Tensor | number): ReturnType<typeof cholesky> {
  return cholesky(ops, ops.add(gram, ops.mul(identity(ops, gram.shape[0] ?? 0), added)))
}

/** A mean over examples that are not there for nothing: Σ x / n, a scalar. */
export function perExample(ops: Ops, x: Tensor): Tensor {
  return ops.mul(ops.sum(x), 1 / sizeOf(x.shape))
}

/** Why a Gaussian process does not take such examples; null where it does. */
export function lacksForKernel({ inputs, outputs }: Widths): string | null {
  if (inputs.kind !== 'features') return 'A Gaussian process measures distances between numbers, and the examples of this task are symbols; set model.kind to mlp.'
  return outputs === 1 ? null : `A Gaussian process answers one number, and this task asks for ${outputs}; choose another task, or set task.answer to sign where the task has it.`
}
