/** Counts failures in a sliding window of time; while there are too many, nothing more is tried. */
export class AttemptLimit {
  readonly #most: number
  readonly #windowMs: number
  readonly #now: () => number
  #failures: number[] = []

  constructor(most: number, windowMs: number, now: () => number = () => performance.now()) {
    this.#most = most
    this.#windowMs = windowMs
    this.#now = now
  }

  /** Milliseconds until the next attempt is allowed; 0 when it is allowed now. */
  get waitMs(): number {
    const now = this.#now()
    this.#failures = this.#failures.filter((at) => now - at < this.#windowMs)
    const [oldest] = this.#failures
    return oldest === undefined || this.#failures.length < this.#most ? 0 : oldest + this.#windowMs - now
  }

  failed(): void {
    this.#failures.push(this.#now())
  }
}
