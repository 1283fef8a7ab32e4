import { LabError } from '../../../../shared/errors.ts'
import type { Tensor } from '../../../../engine/ops/ops.ts'

export type Weights = Readonly<Record<string, Tensor>>

/** Rows of one update or one evaluation: `inputs` are tokens i32 [n, 2] or numbers f32 [n, d]; labels i32 [n]. */
export interface Rows {
  readonly inputs: Tensor
  readonly labels: Tensor
}

export function weight(weights: Weights, name: string): Tensor {
  const found = weights[name]
  if (found) return found
  throw new LabError('internal', `The benchmark has no weight ${name}. Nothing was measured; this is a fault of the lab, please report it.`)
}
