import type { Ops, Shape, Tensor } from '../../ops/ops.ts'

/** A sequence of numbers as decisions: a shorter one, or smaller numbers, make a simpler program, so that failures shrink. */
export class Choices {
  readonly #numbers: readonly number[]
  #at = 0

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }

  get isOver(): boolean {
    return this.#at >= this.#numbers.length
  }

  /** From 0 to n − 1; 0 once the sequence is over. */
  below(n: number): number {
    return (this.#numbers[this.#at++] ?? 0) % n
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  perhaps(): boolean {
    return this.below(2) === 1
  }
}

/** A float tensor of a program, with what is known of it before it runs. */
export interface Value {
  readonly tensor: Tensor
  /** No element is larger in size. Products and sums of bounded numbers keep errors of rounding small. */
  readonly bound: number
  /**
   * Every executor gives the same bits: it was moved, compared, counted or drawn uniformly, not rounded. Only such values are
   * compared, floored or looked up by, since a last bit would decide.
   */
  readonly isExact: boolean
}

/** Values of a program so far. */
export interface Pool {
  readonly ops: Ops
  readonly dtype: 'f32' | 'f64'
  readonly values: readonly Value[]
  /** i32 tensors with elements from 0 to a few beyond the longest axis. */
  readonly indices: readonly Tensor[]
}

/** A way to go on from some values to a new one; null where what is there does not fit. */
export type Move = (pool: Pool, choices: Choices, x: Value) => Value | null

export const rounded = (tensor: Tensor, bound: number): Value => ({ tensor, bound, isExact: false })
export const exact = (tensor: Tensor, bound: number): Value => ({ tensor, bound, isExact: true })

export function lengthOf(shape: Shape): number {
  return shape.reduce((n, d) => n * d, 1)
}
