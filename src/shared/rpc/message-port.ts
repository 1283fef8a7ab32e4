import type { Channel } from './channel.ts'
import { Inbox } from './inbox.ts'

/** What the MessagePort of a page (or of node:worker_threads) has that matters here. */
interface DomPort {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
  start(): void
  close(): void
}

/** Electron's MessagePortMain: the same as an emitter. */
interface EmitterPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** Ports carry structured data themselves. The other end hears of a close through the port's own `close` event. */
export function messagePortChannel(port: DomPort | EmitterPort): Channel {
  const inbox = new Inbox()
  const onMessage = ({ data }: { readonly data: unknown }): void => inbox.deliver(data)
  const onClose = (): void => void inbox.close(null)

  if ('addEventListener' in port) {
    port.addEventListener('message', onMessage)
    port.addEventListener('close', onClose)
  } else {
    port.on('message', onMessage)
    port.on('close', onClose)
  }
  port.start()

  return {
    post: (message) => {
      if (!inbox.isClosed) port.postMessage(message)
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: (reason) => {
      if (inbox.close(reason ?? null)) port.close()
    },
  }
}
