import type { Ops, Tensor } from '../ops.ts'
import { refuse } from '../refuse.ts'
import { mean, square } from './averages.ts'

export interface LayerNormOptions {
  /** [d], multiplies. */
  readonly gain?: Tensor
  /** [d], is added. */
  readonly bias?: Tensor
  /** Added to the variance, so it has the unit of x². */
  readonly epsilon?: number
}

/**
 * (x − mean) / √(variance + ε) · gain + bias over the last axis: x [..., d] → [..., d]. The variance divides by d.
 *
 * Source: Ba, Kiros & Hinton, arXiv:1607.06450; ε = 1e-5 as in PyTorch.
 */
export function layerNorm(ops: Ops, x: Tensor, { gain, bias, epsilon = 1e-5 }: LayerNormOptions = {}): Tensor {
  const d = x.shape.at(-1) ?? 0
  for (const vector of [gain, bias]) {
    if (vector && (vector.shape.length !== 1 || vector.shape[0] !== d)) refuse('layerNorm', [x, vector], `gain and bias have the length ${d} of the last axis`)
  }
  const rows = { axes: [-1], keepDims: true }
  const centred = ops.sub(x, mean(ops, x, rows)) // [..., d]
  const variance = mean(ops, square(ops, centred), rows) // [..., 1]
  const normal = ops.div(centred, ops.sqrt(ops.add(variance, epsilon))) // [..., d]
  const scaled = gain ? ops.mul(normal, gain) : normal
  return bias ? ops.add(scaled, bias) : scaled
}
