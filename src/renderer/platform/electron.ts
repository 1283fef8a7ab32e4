import { contract, type LabClient } from '../../shared/contract.ts'
import { connect } from '../../shared/rpc/client.ts'
import { messagePortChannel } from '../../shared/rpc/message-port.ts'

/** A connection to the main process of the desktop app: the preload hands one port to the page that asks for it. */
export function dialDesktop(): Promise<LabClient> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent): void => {
      const port = event.ports[0]
      if (event.source !== window || !isLabPort(event.data) || !port) return
      window.removeEventListener('message', listen)
      resolve(connect(contract, messagePortChannel(port)))
    }
    window.addEventListener('message', listen)
    window.postMessage({ kind: 'lab-port-wanted' }, location.origin)
  })
}

function isLabPort(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'lab-port'
}
