import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { findPageFile } from '../core/page/page-file.ts'
import { pageHeaders } from '../core/page/page-headers.ts'
import type { AttemptLimit } from './gates/attempt-limit.ts'
import type { OneTimeTokens } from './gates/one-time-tokens.ts'
import { isOwnHost } from './gates/own-host.ts'
import type { Session } from './gates/session.ts'
import { refusals, tooManyAttempts, type Refusal } from './refusal.ts'

export interface PageGates {
  readonly tokens: OneTimeTokens
  readonly session: Session
  readonly attempts: AttemptLimit
}

/** Answers requests for the page. The gates stand in the order in which they are asked; the host name is before anything else. */
export async function answerPageRequest(folder: string, gates: PageGates, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { host } = request.headers
  if (!isOwnHost(host)) return refuse(response, refusals.foreignHost)
  for (const [name, value] of Object.entries(pageHeaders([`ws://${host}`]))) response.setHeader(name, value)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, refusals.method)

  const [path = '', query] = (request.url ?? '').split('?', 2)
  const token = new URLSearchParams(query).get('token')
  const isKnown = gates.session.isHeldBy(request.headers.cookie)
  if (path === '/' && token !== null) return enter(gates, token, isKnown, response)
  if (!isKnown) return refuse(response, refusals.noSession)

  const file = await findPageFile(folder, path)
  if (!file) return refuse(response, refusals.missing)
  response.writeHead(200, {
    'Content-Type': file.type,
    'Content-Length': file.bytes,
    'Cache-Control': file.neverChanges ? 'private, max-age=31536000, immutable' : 'no-cache',
  })
  if (request.method === 'HEAD') return void response.end()
  await pipeline(createReadStream(file.path), response).catch(() => response.destroy()) // the browser went away
}

/** The token becomes a cookie, and leaves the address. A window that is in already may reload the address it came with. */
function enter({ tokens, session, attempts }: PageGates, token: string, isKnown: boolean, response: ServerResponse): void {
  const { waitMs } = attempts
  if (!isKnown) {
    if (waitMs > 0) return refuse(response, tooManyAttempts(waitMs))
    if (!tokens.redeem(token)) {
      attempts.failed()
      return refuse(response, refusals.usedToken)
    }
  }
  response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store', 'Set-Cookie': session.cookie }).end()
}

function refuse(response: ServerResponse, { status, sentence, headers }: Refusal): void {
  const body = Buffer.from(`${sentence}\n`)
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length, 'Cache-Control': 'no-store', ...headers }).end(body)
}
