/** Who waits for a run to come to a state. */
export class Waiters {
  #list: { isMet(): boolean; settle(error?: unknown): void }[] = []

  /** Resolves when the condition holds, as seen by `look`, or with `settleAll`. */
  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#list.push({ isMet, settle: (error) => (error === undefined ? resolve() : reject(error as Error)) })
    })
  }

  /** Something changed. */
  look(): void {
    const met = this.#list.filter((waiter) => waiter.isMet())
    this.#list = this.#list.filter((waiter) => !met.includes(waiter))
    for (const waiter of met) waiter.settle()
  }

  /** Everybody, whatever they wait for; with an error where it will not come. */
  settleAll(error?: unknown): void {
    for (const waiter of this.#list.splice(0)) waiter.settle(error)
  }
}
