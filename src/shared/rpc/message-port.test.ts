import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { channelCases, serveConformance, type OpenChannel } from './conformance.ts'
import { messagePortChannel } from './message-port.ts'

describe('a real MessageChannel', () => {
  const open = (): OpenChannel => {
    const { port1, port2 } = new MessageChannel()
    return { channel: messagePortChannel(port1), cutServer: () => port2.close(), ...serveConformance(messagePortChannel(port2)) }
  }
  test.each(channelCases)('$title', ({ run }) => run(open()))
})

describe('a real MessageChannel whose server end is an emitter, as MessagePortMain is', () => {
  const asEmitter = (port: MessagePort) => ({
    postMessage: (message: unknown) => port.postMessage(message),
    on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
      event === 'message' ? port.on('message', (data: unknown) => listener({ data })) : port.on('close', () => listener({ data: null })),
    start: () => port.start(),
    close: () => port.close(),
  })
  const open = (): OpenChannel => {
    const { port1, port2 } = new MessageChannel()
    return { channel: messagePortChannel(port1), cutServer: () => port2.close(), ...serveConformance(messagePortChannel(asEmitter(port2))) }
  }
  test.each(channelCases)('$title', ({ run }) => run(open()))
})

test('what cannot be cloned throws at the sender and leaves the port usable', async () => {
  const { port1, port2 } = new MessageChannel()
  const [here, there] = [messagePortChannel(port1), messagePortChannel(port2)]
  expect(() => here.post(() => 1)).toThrow('could not be cloned')
  const received = new Promise((resolve) => there.onMessage(resolve))
  here.post({ fine: true })
  expect(await received).toEqual({ fine: true })
  here.close()
})
