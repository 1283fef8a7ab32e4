import type { Ops, Tensor } from '../engine/ops/ops.ts'

/** Losses and accuracies of a run, by the name of their series. */
export const evaluationSeries = ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'] as const
export type EvaluationSeries = (typeof evaluationSeries)[number]

/**
 * Share of examples whose largest logit is the answer's; the first of equal logits counts.
 *
 * Right answers are counted in f64 and divided once, so that all right is exactly 1 in every precision.
 *
 * @param logits [n, classes] @param labels i32 [n] @returns f64 scalar
 */
export function accuracy(ops: Ops, logits: Tensor, labels: Tensor): Tensor {
  const [n] = labels.shape as readonly [number]
  const right = ops.cast(ops.equal(ops.argmax(logits, 1), labels), 'f64') // [n]
  return ops.div(ops.sum(right), n)
}
