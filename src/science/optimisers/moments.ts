import { square } from '../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { Slots, UpdateContext } from './optimiser.ts'

interface Moments {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly update_noise?: number | undefined
}

/**
 * The direction of Adam, m̂ / (√v̂ + ε), and the moments after it:
 *
 *   m ← β₁m + (1−β₁)g      v ← β₂v + (1−β₂)g²      m̂ = m/(1−β₁ᵗ),  v̂ = v/(1−β₂ᵗ)
 *
 * ε is added to √v̂ and has the unit of a gradient. The corrections 1 − βᵗ are computed in f64 and rounded once: in f32 they
 * would lose two digits at t = 1. With noise of scale s, s z/(1−β₁ᵗ) is added, z standard normal for each weight.
 *
 * In f32, v is 0 for |g| below 1e-22 or so: then an ε of 1e-25 (Prieto et al. 2025) divides m by itself alone, as it does in PyTorch.
 *
 * Source: Kingma & Ba, arXiv:1412.6980v9, algorithm 1; noise as in openai/grok (Power et al. 2022).
 */
export function adamDirection(ops: Ops, { beta1, beta2, epsilon, update_noise }: Moments, gradient: Tensor, slots: Slots<'m' | 'v'>, { normal }: Pick<UpdateContext, 'normal'>): { readonly direction: Tensor; readonly slots: Slots<'m' | 'v'> } {
  const t = ops.step() // f64 scalar, 1 at the first update
  const correction1 = ops.cast(ops.sub(1, ops.pow(beta1, t)), gradient.dtype) // scalar
  const correction2 = ops.cast(ops.sub(1, ops.pow(beta2, t)), gradient.dtype) // scalar
  const m = ops.add(ops.mul(slots.m, beta1), ops.mul(gradient, 1 - beta1))
  const v = ops.add(ops.mul(slots.v, beta2), ops.mul(square(ops, gradient), 1 - beta2))
  const direction = ops.div(ops.div(m, correction1), ops.add(ops.sqrt(ops.div(v, correction2)), epsilon))
  if (update_noise === undefined) return { direction, slots: { m, v } }
  const noise = ops.div(ops.mul(normal(gradient.shape, 'update'), update_noise), correction1)
  return { direction: ops.add(direction, noise), slots: { m, v } }
}
