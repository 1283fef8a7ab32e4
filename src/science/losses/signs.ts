import { hinge as hingeOf, mean, softplus } from '../../engine/ops/derived.ts'
import { judgesSigns, signsOf, type Loss } from './loss.ts'

/** Losses of answers y = ±1, averaged over examples and outputs. */

/** ⟨max(0, 1 − y f)⟩. Source: Barak et al. 2022, arXiv:2207.08799; Merrill et al. 2023, arXiv:2303.11873. */
export const hinge: Loss<'hinge'> = {
  lacks: judgesSigns('The hinge loss'),
  mean: (ops, _config, outputs, asked) => mean(ops, hingeOf(ops, outputs, signsOf(asked))),
}

/** ⟨log(1 + exp(−y f))⟩, to full relative precision where y f is large. Source: PAIR 2023 (sparse parity); Lyu et al. 2023, arXiv:2311.18817. */
export const logistic: Loss<'logistic'> = {
  lacks: judgesSigns('The logistic loss'),
  mean: (ops, _config, outputs, asked) => mean(ops, softplus(ops, ops.neg(ops.mul(outputs, signsOf(asked))))),
}
