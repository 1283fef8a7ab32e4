/** Active time: runs while training, stands while paused. */
export class Stopwatch {
  readonly #now: () => number
  #seconds = 0
  #since: number | null = null

  /** @param now milliseconds that never run backwards */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get seconds(): number {
    return this.#seconds + (this.#since === null ? 0 : (this.#now() - this.#since) / 1000)
  }

  start(): void {
    this.#since ??= this.#now()
  }

  stop(): void {
    this.#seconds = this.seconds
    this.#since = null
  }
}
