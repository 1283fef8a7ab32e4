import type { LossConfig } from '../../shared/schema/config/loss.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { Asked } from '../evaluation.ts'
import type { OfKind } from '../register.ts'
import type { Answers } from '../types.ts'

export type LossKind = LossConfig['kind']

export interface Loss<K extends LossKind> {
  /** Null where the loss can judge such answers, else a sentence that says why not. */
  lacks(answers: Answers): string | null
  /** outputs [n, outputs] → scalar, the mean over examples. */
  mean(ops: Ops, config: OfKind<LossConfig, K>, outputs: Tensor, asked: Asked): Tensor
}

export type Losses = { readonly [K in LossKind]: Loss<K> }
