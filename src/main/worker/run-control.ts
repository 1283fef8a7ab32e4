import type { Control } from '../../engine/executors/executor.ts'

export type Wish = 'train' | 'pause' | 'stop'

/**
 * What is wanted of the run in progress. A wish cancels the executor's work at its next step; the training loop reads it there.
 * A stop is final.
 */
export class RunControl {
  /** Handed to the executor. */
  readonly flag: Control = { cancelled: false }
  #wish: Wish = 'train'
  #changed = Promise.withResolvers<void>()

  get wish(): Wish {
    return this.#wish
  }

  want(wish: Wish): void {
    if (this.#wish === 'stop') return
    this.#wish = wish
    this.flag.cancelled = wish !== 'train'
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }

  /** Resolves once the wish is another one; at once when it is already. */
  async leaves(wish: Wish): Promise<void> {
    while (this.#wish === wish) await this.#changed.promise
  }
}
