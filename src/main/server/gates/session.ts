import { randomBytes } from 'node:crypto'
import { isSameSecret } from './same-secret.ts'

/**
 * The proof that a browser came in with a token. Cookies are shared by all ports of a host name, so the name holds the
 * instance: two labs on one computer do not throw each other's windows out.
 */
export class Session {
  readonly #name = `grokscope-${randomBytes(6).toString('hex')}`
  readonly #secret = randomBytes(32).toString('base64url')

  /** For `Set-Cookie`. Without an end: it is worthless when this process is gone. */
  get cookie(): string {
    return `${this.#name}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`
  }

  isHeldBy(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#name}=`
    const given = (cookieHeader ?? '').split(';').map((part) => part.trim())
    return given.some((part) => part.startsWith(prefix) && isSameSecret(part.slice(prefix.length), this.#secret))
  }
}
