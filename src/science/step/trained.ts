import type { Tensor } from '../../engine/ops/ops.ts'

/** One parameter within an update. */
export interface Trained {
  /** By place: `layers.0.weight`. */
  readonly name: string
  readonly weight: Tensor
  readonly gradient: Tensor
}
