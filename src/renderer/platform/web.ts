import { contract, type LabClient } from '../../shared/contract.ts'
import { connect } from '../../shared/rpc/client.ts'
import { webSocketChannel } from '../../shared/rpc/web-socket.ts'

/** A connection to the Node host that served this page. */
export function dialServer(): Promise<LabClient> {
  const secure = location.protocol === 'https:'
  const socket = new WebSocket(`${secure ? 'wss' : 'ws'}://${location.host}/rpc`)
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(connect(contract, webSocketChannel(socket))), { once: true })
    socket.addEventListener('error', () => reject(new Error('The lab does not answer at this address.')), { once: true })
  })
}
