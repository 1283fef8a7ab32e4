import type { OptimiserConfig } from '../../shared/schema/config/optimiser.ts'
import type { DType, Ops, Tensor } from '../../engine/ops/ops.ts'

type Rates = Pick<OptimiserConfig, 'learning_rate' | 'warmup_steps' | 'cosine'>

/**
 * The learning rate of the update being made, t = 1, 2, …: η · min(t/T, 1) with T warm-up steps (none when T is 0), and after the
 * warm-up, where a cosine is set, η · (s + (1 − s) · ½(1 + cos π q)) with q = (t − T) / (end − T) up to 1 and s the final share.
 *
 * @returns scalar: it changes with the step, so it is a tensor of the program and not a number frozen into it. Computed in f64.
 * Source: Power et al. 2022 and Nanda et al. 2023 (T = 10); openai/grok (cosine to η/10); Loshchilov & Hutter, arXiv:1608.03983, eq. 5.
 */
export function learningRate(ops: Ops, { learning_rate, warmup_steps, cosine }: Rates, dtype: DType): Tensor {
  return ops.cast(ops.mul(share(ops, warmup_steps, cosine), learning_rate), dtype)
}

/** f64 scalar */
function share(ops: Ops, warmup: number, cosine: Rates['cosine']): Tensor {
  const risen = warmup === 0 ? ops.full([], 1, 'f64') : ops.minimum(ops.div(ops.step(), warmup), 1)
  if (cosine === undefined) return risen
  const length = Math.max(cosine.steps - warmup, 1)
  const q = ops.minimum(ops.maximum(ops.div(ops.sub(ops.step(), warmup), length), 0), 1)
  const fallen = ops.mul(ops.add(ops.cos(ops.mul(q, Math.PI)), 1), (1 - cosine.final_share) / 2)
  return ops.mul(risen, ops.add(fallen, cosine.final_share))
}
