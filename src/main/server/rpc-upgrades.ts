import type { IncomingMessage, Server } from 'node:http'
import { WebSocketServer } from 'ws'
import type { Channel } from '../../shared/rpc/channel.ts'
import { webSocketChannel } from '../../shared/rpc/web-socket.ts'
import { isOwnHost } from './gates/own-host.ts'
import { isOwnOrigin } from './gates/own-origin.ts'
import type { Session } from './gates/session.ts'
import { refusals, refuseUpgrade, type Refusal } from './refusal.ts'

const mostSockets = 64

/** Opens `/rpc` to pages of this lab and hands each connection over as a channel. Gives what closes them all. */
export function acceptRpc(server: Server, session: Session, maxFrame: number, accept: (channel: Channel) => void): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrame, perMessageDeflate: false })

  const refusalOf = ({ url, headers: { host, origin, cookie } }: IncomingMessage): Refusal | null => {
    if (!isOwnHost(host)) return refusals.foreignHost
    if (url !== '/rpc') return refusals.missing
    if (!isOwnOrigin(origin, host)) return refusals.foreignOrigin
    if (!session.isHeldBy(cookie)) return refusals.noSession
    return sockets.clients.size < mostSockets ? null : refusals.tooMany
  }

  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request)
    if (refusal) refuseUpgrade(socket, refusal)
    else sockets.handleUpgrade(request, socket, head, (open) => accept(webSocketChannel(open)))
  })

  return () => {
    for (const socket of sockets.clients) socket.close(1001, 'the lab is closing')
    sockets.close()
  }
}
