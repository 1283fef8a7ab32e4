import type { LossConfig } from '../../shared/schema/config/loss.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { Asked } from '../evaluation.ts'
import type { OfKind } from '../register.ts'
import type { Answers } from '../types.ts'

/** Losses of outputs; what a model makes small by itself, `own`, stands with the model. */
export type OutputLoss = Exclude<LossConfig, { kind: 'own' }>
export type LossKind = OutputLoss['kind']

export interface Loss<K extends LossKind> {
  /** Null where the loss can judge such answers, else a sentence that says why not. */
  lacks(answers: Answers): string | null
  /** outputs [n, outputs] → scalar, the mean over examples. */
  mean(ops: Ops, config: OfKind<OutputLoss, K>, outputs: Tensor, asked: Asked): Tensor
}

export type Losses = { readonly [K in LossKind]: Loss<K> }

/** What `lacks` says for a loss over classes. */
export function judgesClasses(name: string): (answers: Answers) => string | null {
  return ({ kind }) => (kind === 'classes' ? null : `${name} judges classes, and the answers of this task are numbers; choose the mean squared error.`)
}

/** What `lacks` says for a loss over signs. */
export function judgesSigns(name: string): (answers: Answers) => string | null {
  return (answers) => {
    if (answers.kind === 'classes') return `${name} judges answers of ±1, and those of this task are classes; choose the cross-entropy, or set task.answer to sign where the task has it.`
    return answers.right.kind === 'sign' ? null : `${name} judges answers of ±1, and those of this task are numbers of any size; choose the mean squared error.`
  }
}

/** i32 [n]; for losses that refuse anything but classes. */
export function labelsOf(asked: Asked): Tensor {
  if (asked.kind !== 'classes') throw new Error('A loss over classes was asked for numbers, which `lacks` refuses.')
  return asked.labels
}

/** [n, outputs], each ±1; for losses that refuse anything but signs. */
export function signsOf(asked: Asked): Tensor {
  if (asked.kind !== 'targets') throw new Error('A loss over signs was asked for classes, which `lacks` refuses.')
  return asked.targets
}
