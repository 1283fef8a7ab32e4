import type { HostTensor } from '../shared/tensors.ts'
import { square } from '../engine/ops/derived.ts'
import type { Ops, Tensor } from '../engine/ops/ops.ts'
import type { Answers, Right } from './examples.ts'

/** Losses and accuracies of a run, by the name of their series. */
export const evaluationSeries = ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'] as const
export type EvaluationSeries = (typeof evaluationSeries)[number]

/** The two parts of what is made small, where it has two: penalised losses, likelihoods, bounds. By the name of their series. */
export const termSeries = ['data_fit', 'complexity'] as const
export type TermSeries = (typeof termSeries)[number]

/** Scalars by series. */
export type Evaluated = Readonly<Record<EvaluationSeries, Tensor> & Partial<Record<TermSeries, Tensor>>>

/** What a network is asked for, while a program is written. */
export type Asked =
  | { readonly kind: 'classes'; /** i32 [n] */ readonly labels: Tensor }
  | { readonly kind: 'targets'; /** [n, outputs] */ readonly targets: Tensor; readonly right: Right }

/** The answers of some rows, with what is known of all of them. */
export function askedOf(answers: Answers, rows: Tensor): Asked {
  return answers.kind === 'classes' ? { kind: 'classes', labels: rows } : { kind: 'targets', targets: rows, right: answers.right }
}

/**
 * Share of examples that are right: the largest output is the answer's (the first of equals counts), or, where the answers are
 * numbers, what `Right` says.
 *
 * Right answers are counted in f64 and divided once, so that all right is exactly 1 in every precision.
 *
 * @param outputs [n, outputs] @returns f64 scalar
 */
export function accuracy(ops: Ops, outputs: Tensor, asked: Asked): Tensor {
  const [n = 0] = outputs.shape
  return ops.div(ops.sum(ops.cast(areRight(ops, outputs, asked), 'f64')), n)
}

/** bool [n] */
function areRight(ops: Ops, outputs: Tensor, asked: Asked): Tensor {
  if (asked.kind === 'classes') return ops.equal(ops.argmax(outputs, 1), asked.labels)
  const { targets, right } = asked
  const width = outputs.shape[1] ?? 1
  switch (right.kind) {
    case 'within':
      return ops.less(ops.sum(square(ops, ops.sub(outputs, targets)), { axes: [1] }), right.tolerance * width)
    case 'sign': {
      const same = ops.cast(ops.less(0, ops.mul(ops.sign(outputs), ops.sign(targets))), 'i32') // [n, outputs]
      return ops.equal(ops.sum(same, { axes: [1] }), width)
    }
    case 'nearest':
      return ops.equal(nearest(ops, outputs, right.choices), nearest(ops, targets, right.choices))
    default:
      return right satisfies never
  }
}

/** Index of the choice at the smallest distance: |x − c|² = |x|² − 2 x·c + |c|², without the part that is the same for all. i32 [n] */
function nearest(ops: Ops, points: Tensor, choices: HostTensor): Tensor {
  const dtype = points.dtype
  const all = ops.cast(ops.constant(choices), dtype) // [choices, outputs]
  const lengths = ops.sum(square(ops, all), { axes: [1] }) // [choices]
  return ops.argmax(ops.sub(ops.mul(ops.matmul(points, all, { transposeRight: true }), 2), lengths), 1)
}
