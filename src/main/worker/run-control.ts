export type Wish = 'train' | 'pause' | 'stop'

/**
 * What is wanted of the run in progress. A wish cancels the executor's work at its next step; the training loop reads it there.
 * A stop is final.
 */
export class RunControl {
  #wish: Wish = 'train'
  #cancel = new AbortController()
  #changed = Promise.withResolvers<void>()

  get wish(): Wish {
    return this.#wish
  }

  /** Handed to the executor; aborted when something else than training is wanted. */
  get signal(): AbortSignal {
    return this.#cancel.signal
  }

  want(wish: Wish): void {
    if (this.#wish === 'stop') return
    this.#wish = wish
    if (wish !== 'train') this.#cancel.abort()
    else if (this.#cancel.signal.aborted) this.#cancel = new AbortController()
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }

  /** Resolves once the wish is another one; at once when it is already. */
  async leaves(wish: Wish): Promise<void> {
    while (this.#wish === wish) await this.#changed.promise
  }
}
