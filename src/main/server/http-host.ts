import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LabError } from '../../shared/errors.ts'
import type { Channel } from '../../shared/rpc/channel.ts'
import { AttemptLimit } from './gates/attempt-limit.ts'
import { OneTimeTokens } from './gates/one-time-tokens.ts'
import { Session } from './gates/session.ts'
import { answerPageRequest } from './page-requests.ts'
import { acceptRpc } from './rpc-upgrades.ts'

export interface HttpHostOptions {
  /** The built page. */
  readonly page: string
  readonly port: number
  /** Largest WebSocket frame in bytes. */
  readonly maxFrame: number
  /** Given each connection of a page that passed the gates. */
  readonly accept: (channel: Channel) => void
}

export interface HttpHost {
  readonly port: number
  /** An address that opens the lab once. */
  freshAddress(): string
  close(): Promise<void>
}

/** Failed tokens a minute. A token has 256 bits, so this only keeps a guesser from costing anything. */
const attemptsAMinute = 20

/** Serves the page and its socket on the loopback interface: the only TCP port of the lab. */
export async function startHttpHost({ page, port, maxFrame, accept }: HttpHostOptions): Promise<HttpHost> {
  const gates = { tokens: new OneTimeTokens(), session: new Session(), attempts: new AttemptLimit(attemptsAMinute, 60_000) }
  const server = createServer((request, response) => {
    answerPageRequest(page, gates, request, response).catch(() => response.destroy())
  })
  server.maxConnections = 256
  const closeSockets = acceptRpc(server, gates.session, maxFrame, accept)

  server.listen(port, '127.0.0.1')
  await once(server, 'listening').catch((error: unknown) => {
    throw cannotListen(port, error)
  })
  const bound = (server.address() as AddressInfo).port

  return {
    port: bound,
    freshAddress: () => `http://127.0.0.1:${bound}/?token=${gates.tokens.issue()}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      closeSockets()
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), 1000) // a page that does not answer the farewell
      await closed
      clearTimeout(cut)
    },
  }
}

function cannotListen(port: number, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return new LabError('not-possible-now', `Port ${port} is in use by another program. No run was changed. Choose another with --port, or leave it out for any free one.`)
  if (code === 'EACCES') return new LabError('not-possible-now', `This user may not listen on port ${port}. No run was changed. Choose one above 1023 with --port.`)
  return error
}
