import type { LossConfig } from '../../shared/schema/run-config.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { OfKind } from '../register.ts'

export type LossKind = LossConfig['kind']

export interface Loss<K extends LossKind> {
  /** logits [n, classes], labels i32 [n] → scalar, the mean over examples. */
  mean(ops: Ops, config: OfKind<LossConfig, K>, logits: Tensor, labels: Tensor): Tensor
}

export type Losses = { readonly [K in LossKind]: Loss<K> }
