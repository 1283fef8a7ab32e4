import type { LabError } from '../errors.ts'
import type { Stream } from './specification.ts'
import { streamWindow } from './wire.ts'

/** Taken items are reported in halves of the window: few messages, and the sender never starves. */
const creditEvery = streamWindow / 2

/** The reading side of one stream: a queue no longer than the window, then an end or an error. */
export class Incoming<T, E> implements Stream<T, E> {
  readonly end: Promise<E>
  readonly #credit: (count: number) => void
  readonly #cancel: () => void
  #queue: T[] = []
  #taken = 0
  #outcome: { readonly error: LabError | null } | null = null
  #waiting: (() => void)[] = []
  #resolve: (value: E) => void
  #reject: (error: LabError) => void

  constructor(credit: (count: number) => void, cancel: () => void) {
    this.#credit = credit
    this.#cancel = cancel
    const { promise, resolve, reject } = Promise.withResolvers<E>()
    this.end = promise
    this.#resolve = resolve
    this.#reject = reject
    promise.catch(() => {}) // the loop throws the same error; asking for `end` as well is optional
  }

  item(value: T): void {
    if (this.#outcome) return
    this.#queue.push(value)
    this.#wake()
  }

  /** Items in the queue are still handed out; then the loop ends. */
  finish(value: E): void {
    if (this.#outcome) return
    this.#outcome = { error: null }
    this.#resolve(value)
    this.#wake()
  }

  /** `discard`: the reader itself cancelled and wants no more items. */
  fail(error: LabError, discard = false): void {
    if (this.#outcome) return
    this.#outcome = { error }
    if (discard) this.#queue = []
    this.#reject(error)
    this.#wake()
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: () => this.#next(),
      return: () => {
        if (!this.#outcome) this.#cancel()
        this.#queue = []
        return Promise.resolve({ done: true, value: undefined })
      },
    }
  }

  async #next(): Promise<IteratorResult<T>> {
    for (;;) {
      if (this.#queue.length > 0) {
        const [value] = this.#queue.splice(0, 1) as [T]
        this.#take()
        return { done: false, value }
      }
      if (this.#outcome?.error) throw this.#outcome.error
      if (this.#outcome) return { done: true, value: undefined }
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #take(): void {
    this.#taken += 1
    if (this.#outcome || this.#taken < creditEvery) return
    this.#credit(this.#taken)
    this.#taken = 0
  }
}
