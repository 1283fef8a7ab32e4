import type { Duplex } from 'node:stream'
import { STATUS_CODES } from 'node:http'

/** Why a request is not served: a status for the browser, a sentence for the person before it. */
export interface Refusal {
  readonly status: number
  readonly sentence: string
  readonly headers?: Readonly<Record<string, string>>
}

export const refusals = {
  foreignHost: { status: 421, sentence: 'This lab answers only to localhost, 127.0.0.1 and [::1].' },
  method: { status: 405, sentence: 'Only GET and HEAD are answered here.', headers: { Allow: 'GET, HEAD' } },
  noSession: {
    status: 401,
    sentence: 'This lab opens with the address that it printed when it started, and each address works once. Start grokscope again for a fresh one: it finds the lab that is open.',
  },
  usedToken: {
    status: 403,
    sentence: 'This address was used before or is not of this lab: each works once. Start grokscope again for a fresh one: it finds the lab that is open.',
  },
  foreignOrigin: { status: 403, sentence: 'Only the page of this lab may connect.' },
  missing: { status: 404, sentence: 'There is nothing at this address.' },
  tooMany: { status: 503, sentence: 'Too many windows of this lab are open. Close some of them.' },
} as const satisfies Readonly<Record<string, Refusal>>

export function tooManyAttempts(waitMs: number): Refusal {
  const seconds = Math.ceil(waitMs / 1000)
  return { status: 429, sentence: `Too many wrong addresses were tried. Try again in ${seconds} s.`, headers: { 'Retry-After': String(seconds) } }
}

/** An answer to an upgrade, which has no response object. */
export function refuseUpgrade(socket: Duplex, { status, sentence }: Refusal): void {
  const body = Buffer.from(`${sentence}\n`)
  socket.on('error', () => {}) // the other end may have gone already
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ${body.length}\r\n\r\n${body.toString()}`,
  )
}
