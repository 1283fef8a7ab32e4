/**
 * The receiving half that every channel shares: what comes before a listener is kept for it, closing happens once and
 * after the messages before it, and closing one's own end is told to one's own listener too (so that pending calls fail).
 */
export class Inbox {
  #listener: ((message: unknown) => void) | null = null
  #closeListener: ((reason: string | null) => void) | null = null
  #early: unknown[] = []
  #closed: { readonly reason: string | null } | null = null

  get isClosed(): boolean {
    return this.#closed !== null
  }

  deliver(message: unknown): void {
    if (this.#closed) return
    if (this.#listener) this.#listener(message)
    else this.#early.push(message)
  }

  /** Returns false when it was closed before. */
  close(reason: string | null): boolean {
    if (this.#closed) return false
    this.#closed = { reason }
    this.#closeListener?.(reason)
    return true
  }

  onMessage(listener: (message: unknown) => void): void {
    const early = this.#early
    this.#early = []
    this.#listener = listener
    for (const message of early) listener(message)
  }

  onClose(listener: (reason: string | null) => void): void {
    this.#closeListener = listener
    if (this.#closed) listener(this.#closed.reason)
  }
}
