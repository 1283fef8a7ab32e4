import type { Examples } from '../types.ts'

/** The class of every example. */
export interface Labels {
  /** i32 [rows] in [0, classes) */
  readonly values: Int32Array
  readonly classes: number
  /** Outputs are one number a class, or one number whose sign is the class. */
  readonly outputs: 'logits' | 'sign'
}

/** Null where answers are numbers of any size. Of a sign, −1 is class 0 and +1 class 1. */
export function labelsOf({ answers }: Examples): Labels | null {
  if (answers.kind === 'classes') return { values: Int32Array.from(answers.values.data), classes: answers.classes, outputs: 'logits' }
  if (answers.right.kind !== 'sign' || answers.values.shape[1] !== 1) return null
  return { values: Int32Array.from(answers.values.data, (y) => (y > 0 ? 1 : 0)), classes: 2, outputs: 'sign' }
}

/** The class that the outputs of a row say: the first of the largest, or by the sign (zero is neither, −1). */
export function predicted({ outputs, classes }: Labels, data: ArrayLike<number>, row: number): number {
  if (outputs === 'sign') return data[row]! > 0 ? 1 : data[row]! < 0 ? 0 : -1
  let best = 0
  for (let c = 1; c < classes; c++) if (data[row * classes + c]! > data[row * classes + best]!) best = c
  return best
}

/** Share of the rows that are right; NaN of none. */
export function accuracyOver(labels: Labels, data: ArrayLike<number>, rows: Iterable<number>): number {
  let right = 0
  let count = 0
  for (const row of rows) {
    count++
    if (predicted(labels, data, row) === labels.values[row]) right++
  }
  return right / count
}
