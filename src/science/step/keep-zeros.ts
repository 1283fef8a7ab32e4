import type { ConstraintConfig } from '../../shared/schema/config/step.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'

/** A tensor of the shape of a parameter, with zeros where that has to keep them. */
export type Zeros = (parameter: string, x: Tensor) => Tensor

/**
 * Under `keep_zeros`, zero wherever a matrix was exactly zero before training: x · 1[w₀ ≠ 0]. Gradients, noise and updated weights all
 * go through it, so that what is pruned counts nowhere, also not in the length of a gradient. Biases and gains, which often begin at
 * zero and are never pruned, go free.
 *
 * Source: Minegishi et al. 2023, arXiv:2310.19470, section 3 (tickets: θ₀ · mask, the mask fixed).
 */
export function zerosKept(ops: Ops, constraint: ConstraintConfig | undefined, initial: (parameter: string) => Tensor): Zeros {
  if (constraint?.kind !== 'keep_zeros') return (_, x) => x
  return (parameter, x) => (x.shape.length < 2 ? x : ops.select(ops.equal(initial(parameter), 0), 0, x))
}
