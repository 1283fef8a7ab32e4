import type { Channel } from './channel.ts'
import { decodeMessage, encodeMessage } from './codec.ts'
import { Inbox } from './inbox.ts'

/** Two ends in one process. Messages are copied and arrive later, as on any other channel: nothing is shared by accident. */
export function channelPair(): [Channel, Channel] {
  const [first, second] = [new Inbox(), new Inbox()]
  return [end(first, second), end(second, first)]
}

function end(own: Inbox, other: Inbox): Channel {
  return {
    post: (message) => {
      if (own.isClosed) return
      const bytes = encodeMessage(message)
      void Promise.resolve().then(() => other.deliver(decodeMessage(bytes)))
    },
    onMessage: (listener) => own.onMessage(listener),
    onClose: (listener) => own.onClose(listener),
    close: (reason = '') => {
      if (!own.close(reason || null)) return
      void Promise.resolve().then(() => other.close(reason || null)) // after the messages before it
    },
  }
}
