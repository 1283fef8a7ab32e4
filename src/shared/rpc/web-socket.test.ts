import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket as WsSocket, WebSocketServer } from 'ws'
import { channelCases, serveConformance, type OpenChannel } from './conformance.ts'
import { webSocketChannel } from './web-socket.ts'

let server: WebSocketServer
let address: string

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => server.close())

const accepted = async (): Promise<WsSocket> => ((await once(server, 'connection')) as [WsSocket])[0]

const clients = [
  { name: 'ws', dial: () => new WsSocket(address) },
  { name: 'the WebSocket of browsers', dial: () => new WebSocket(address) },
]

describe.each(clients)('a WebSocket over loopback, opened by $name', ({ dial }) => {
  const open = async (): Promise<OpenChannel> => {
    const accepting = accepted()
    const channel = webSocketChannel(dial())
    const socket = await accepting
    return { channel, cutServer: () => socket.terminate(), ...serveConformance(webSocketChannel(socket)) }
  }
  test.each(channelCases)('$title', async ({ run }) => run(await open()))
})

test.each([
  { what: 'a text frame', frame: '{"kind":"call"}' },
  { what: 'a frame that is no message', frame: Uint8Array.of(9, 9, 9, 9, 9) },
])('$what closes the socket with a code of ours', async ({ frame }) => {
  const accepting = accepted()
  const socket = new WsSocket(address)
  const opened = once(socket, 'open')
  const { aborted } = serveConformance(webSocketChannel(await accepting))
  await opened
  socket.send(frame)
  const [code] = (await once(socket, 'close')) as [number]
  expect(code).toBe(4400)
  expect(await aborted).toBe(0)
})

test('a refused connection closes the channel', async () => {
  const channel = webSocketChannel(new WsSocket('ws://127.0.0.1:1/'))
  expect(await new Promise((resolve) => channel.onClose(resolve))).toBe('code 1006')
})
