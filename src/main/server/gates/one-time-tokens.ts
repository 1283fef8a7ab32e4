import { randomBytes } from 'node:crypto'
import { isSameSecret } from './same-secret.ts'

/** Addresses that were made but not opened yet; the oldest are forgotten. */
const mostOpen = 32

/** Keys to the lab that each open it once: what stands in a terminal's history or a browser's address is worthless later. */
export class OneTimeTokens {
  #open: string[] = []

  issue(): string {
    const token = randomBytes(32).toString('base64url')
    this.#open = [...this.#open, token].slice(-mostOpen)
    return token
  }

  /** Whether it was issued and not used; it is used now. */
  redeem(given: string): boolean {
    // Every open token is compared, so the time does not tell which one was near.
    const matches = this.#open.map((token) => isSameSecret(given, token))
    this.#open = this.#open.filter((_, i) => !matches[i])
    return matches.includes(true)
  }
}
