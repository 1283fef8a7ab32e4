import { LabError } from '../../shared/errors.ts'

/** Norm and decay of a run, for the time that decay takes. */
export interface NormDecay {
  /** |w| where decay takes over: after memorising. */
  readonly from: number
  /** w_c, the norm of the shell in which the network generalises. */
  readonly to: number
  /** η, per step. */
  readonly learningRate: number
  /** Decoupled decay λ, multiplied by η. */
  readonly weightDecay: number
}

/**
 * Omnigrok's time law: weights without a gradient shrink as e^(−γt), γ = ηλ, so generalising waits for
 *
 *   t = ln(w0/w_c) / (ηλ)   steps
 *
 * 0 where the norm is within the shell already; Infinity without decay. The exact count for |w| ← (1 − ηλ)|w| is smaller by the
 * share ηλ/2. Source: Liu et al. 2023, Omnigrok, arXiv:2210.01117, section 3.
 */
export function decayTime({ from, to, learningRate, weightDecay }: NormDecay): number {
  if (!(from > 0 && to > 0)) throw new LabError('bad-input', 'A norm has to be above 0 for the time between two norms to be defined. Nothing was computed; choose another checkpoint.', { from, to })
  return from <= to ? 0 : Math.log(from / to) / (learningRate * weightDecay)
}

/** The norm after so many steps of decay alone: w0 e^(−ηλt). */
export function decayedNorm({ from, learningRate, weightDecay }: Omit<NormDecay, 'to'>, steps: number): number {
  return from * Math.exp(-learningRate * weightDecay * steps)
}
