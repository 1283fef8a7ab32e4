import type { Channel } from './channel.ts'
import { Inbox } from './inbox.ts'

/** What a Node child process and, inside the child, `process` share; started with `serialization: 'advanced'`. */
interface Endpoint {
  readonly connected: boolean
  send?(message: unknown, handle?: undefined, options?: undefined, callback?: (error: Error | null) => void): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  disconnect?(): void
}

/** Either end of the pipe between a process and its child. A child that dies closes it. */
export function processChannel(endpoint: Endpoint): Channel {
  const inbox = new Inbox()
  endpoint.on('message', (message) => inbox.deliver(message))
  endpoint.on('disconnect', () => inbox.close(null))
  if (!endpoint.connected) inbox.close('the process has no channel')

  return {
    post: (message) => {
      // With a callback, a pipe that breaks while sending is not an uncaught error: `disconnect` says it.
      if (!inbox.isClosed && endpoint.connected) endpoint.send?.(message, undefined, undefined, () => {})
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: (reason) => {
      if (inbox.close(reason ?? null) && endpoint.connected) endpoint.disconnect?.()
    },
  }
}
