import { square } from '../../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../../engine/ops/ops.ts'
import type { Workload } from '../workload.ts'
import { weight, type Weights } from './weights.ts'

export const slots = ['m', 'v'] as const

export function slotName(slot: (typeof slots)[number], name: string): string {
  return `${slot}.${name}`
}

const epsilon = 1e-8

/**
 * One AdamW update of one parameter as the peers make it, with the learning rate η min(t/T, 1) of T warm-up steps:
 *
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      w ← w (1 − ηλ) − η m̂ / (√v̂ + ε)
 *
 * @returns the new weight, m and v by name
 */
export function adamw(ops: Ops, workload: Workload, state: Weights, name: string, gradient: Tensor): Weights {
  const { learningRate, warmupSteps, weightDecay, beta1, beta2 } = workload
  const t = ops.step() // f64 scalar
  const scalar = (x: Tensor): Tensor => ops.cast(x, 'f32')
  const rate = warmupSteps === 0 ? ops.full([], learningRate, 'f64') : ops.mul(ops.minimum(ops.div(t, warmupSteps), 1), learningRate)

  const m = ops.add(ops.mul(weight(state, slotName('m', name)), beta1), ops.mul(gradient, 1 - beta1))
  const v = ops.add(ops.mul(weight(state, slotName('v', name)), beta2), ops.mul(square(ops, gradient), 1 - beta2))
  const mHat = ops.div(m, scalar(ops.sub(1, ops.pow(beta1, t))))
  const vHat = ops.div(v, scalar(ops.sub(1, ops.pow(beta2, t))))
  const kept = ops.mul(weight(state, name), scalar(ops.sub(1, ops.mul(rate, weightDecay))))
  const moved = ops.sub(kept, ops.mul(ops.div(mHat, ops.add(ops.sqrt(vHat), epsilon)), scalar(rate)))
  return { [name]: moved, [slotName('m', name)]: m, [slotName('v', name)]: v }
}
