import type { NoiseConfig } from '../../shared/schema/config/step.ts'
import type { Ops, RandomKey, Tensor } from '../../engine/ops/ops.ts'
import { noiseStream } from '../random/streams.ts'

/** Key of what is drawn in the update being made. */
export function drawKey(ops: Ops, seed: number, stream: number): RandomKey {
  return { seed, stream, counter: ops.cast(ops.step(), 'i32') }
}

/**
 * A weight with normal noise of this update on it: loss and gradient are taken there, the update is applied to the weight itself.
 *
 * Source: Power et al. 2022 (option of openai/grok); DeMoss et al. 2024, arXiv:2412.09810 (scale 1e-2 or 1e-3).
 */
export function noisy(ops: Ops, { scale }: NoiseConfig, seed: number, name: string, weight: Tensor): Tensor {
  const dtype = weight.dtype === 'f64' ? 'f64' : 'f32'
  return ops.add(weight, ops.mul(ops.randomNormal(weight.shape, dtype, drawKey(ops, seed, noiseStream(name))), scale))
}
