import type { HostTensor } from '../shared/tensors.ts'

/** What a network sees of each example: symbols, or numbers. */
export type Inputs =
  | { readonly kind: 'tokens'; /** i32 [rows, columns] in [0, vocabulary) */ readonly values: HostTensor; readonly vocabulary: number }
  | { readonly kind: 'features'; /** f64 [rows, features] */ readonly values: HostTensor }

/** What it is asked for: one of several classes, or numbers. */
export type Answers =
  | { readonly kind: 'classes'; /** i32 [rows] in [0, classes) */ readonly values: HostTensor; readonly classes: number }
  | { readonly kind: 'targets'; /** f64 [rows, outputs] */ readonly values: HostTensor; readonly right: Right }

/** When outputs [n, outputs] count as right, where the answers are numbers. */
export type Right =
  /** The mean squared error of the example is below the tolerance. */
  | { readonly kind: 'within'; readonly tolerance: number }
  /** Every output has the sign of its target; zero has neither. */
  | { readonly kind: 'sign' }
  /** Of these choices, f64 [choices, outputs], the nearest one (the first of equals) is the target's nearest. */
  | { readonly kind: 'nearest'; readonly choices: HostTensor }

/** Examples in the task's fixed order: saved splits refer to rows by index. */
export interface Examples {
  readonly inputs: Inputs
  readonly answers: Answers
}

/** Row indices, ascending. */
export interface Split {
  readonly train: Int32Array
  readonly test: Int32Array
}
