import { contract, type LabClient } from '../../shared/contract.ts'
import { connect } from '../../shared/rpc/client.ts'
import { webSocketChannel } from '../../shared/rpc/web-socket.ts'

declare global {
  /** Opened by `public/first-paint.js`. */
  var grokscopeFirstSocket: WebSocket | undefined
}

/** A connection to the Node host that served this page: the first time the one that was opened while the code was fetched. */
export function dialServer(): Promise<LabClient> {
  const socket = firstSocket() ?? new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`)
  const connected = (): LabClient => connect(contract, webSocketChannel(socket))
  if (socket.readyState === WebSocket.OPEN) return Promise.resolve(connected())
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(connected()), { once: true })
    socket.addEventListener('error', () => reject(new Error('The lab does not answer at this address.')), { once: true })
  })
}

function firstSocket(): WebSocket | null {
  const socket = globalThis.grokscopeFirstSocket
  globalThis.grokscopeFirstSocket = undefined
  return socket === undefined || socket.readyState > WebSocket.OPEN ? null : socket
}
