import { LabError } from '../errors.ts'
import { streamWindow } from './wire.ts'

/** The sending side of one stream: an item leaves only while the reader has room, in the order of the calls. */
export class Outgoing {
  readonly #post: (item: unknown) => void
  readonly #signal: AbortSignal
  #room = streamWindow
  #ended = false
  #wake: (() => void) | null = null
  #last: Promise<void> = Promise.resolve()

  constructor(post: (item: unknown) => void, signal: AbortSignal) {
    this.#post = post
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wake?.(), { once: true })
  }

  /** Posts as soon as there is room, and resolves when there is room for one more. */
  send(item: unknown): Promise<void> {
    const sent = this.#last.then(async () => {
      await this.#roomForOne()
      this.#room -= 1
      this.#post(item)
      await this.#roomForOne()
    })
    this.#last = sent
    sent.catch(() => {}) // a sender that does not wait learns it from the signal
    return sent
  }

  /** The reader took items. More room than the window is never believed. */
  credit(count: number): void {
    this.#room = Math.min(this.#room + count, streamWindow)
    this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  async #roomForOne(): Promise<void> {
    for (;;) {
      if (this.#signal.aborted) throw new LabError('cancelled', 'The reader of this stream has gone; sending stopped.')
      if (this.#ended) throw new LabError('cancelled', 'This stream has ended; nothing more can be sent on it.')
      if (this.#room > 0) return
      await new Promise<void>((resolve) => (this.#wake = resolve))
      this.#wake = null
    }
  }
}
