import type { Channel } from './channel.ts'
import { decodeMessage, encodeMessage } from './codec.ts'
import { Inbox } from './inbox.ts'

/** What a browser's WebSocket and the one of `ws` share. */
interface Socket {
  binaryType: string
  readonly readyState: number
  send(data: Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'open', listener: () => void): void
  addEventListener(type: 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void
}

const connecting = 0
/** Close codes: 1000 in order; 4400 is ours, for a frame that is not a message. */
const inOrder = 1000
const malformed = 4400

/** One binary frame a message, by the codec. What is posted before the socket opens is sent when it does. */
export function webSocketChannel(socket: Socket): Channel {
  const inbox = new Inbox()
  let waiting: Uint8Array<ArrayBuffer>[] = []
  socket.binaryType = 'arraybuffer'

  const shut = (code: number, reason: string | null): void => {
    if (inbox.close(reason)) socket.close(code, (reason ?? '').slice(0, 60)) // the protocol allows 123 bytes
  }

  socket.addEventListener('open', () => {
    for (const frame of waiting) socket.send(frame)
    waiting = []
  })
  socket.addEventListener('message', ({ data }) => {
    if (!(data instanceof ArrayBuffer)) return shut(malformed, 'a frame was not binary')
    let message: unknown
    try {
      message = decodeMessage(new Uint8Array(data))
    } catch {
      return shut(malformed, 'a frame was not a message')
    }
    inbox.deliver(message)
  })
  socket.addEventListener('close', ({ reason, code }) => inbox.close(reason || (code === inOrder ? null : `code ${code}`)))
  socket.addEventListener('error', () => {}) // always followed by `close`; unheard, it would end a Node process

  return {
    post: (message) => {
      if (inbox.isClosed) return
      const frame = encodeMessage(message)
      if (socket.readyState === connecting) waiting.push(frame)
      else socket.send(frame)
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: (reason) => shut(inOrder, reason ?? null),
  }
}
