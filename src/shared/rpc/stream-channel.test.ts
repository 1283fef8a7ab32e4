import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeMessage } from './codec.ts'
import { channelCases, serveConformance, type OpenChannel } from './conformance.ts'
import { streamChannel } from './stream-channel.ts'

let server: Server
let folder: string
let path: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-'))
  path = join(folder, 'lab.sock')
  server = createServer().listen(path)
  await once(server, 'listening')
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const accepted = async (): Promise<Socket> => ((await once(server, 'connection')) as [Socket])[0]

describe('a real local socket', () => {
  const open = async (): Promise<OpenChannel> => {
    const accepting = accepted()
    const channel = streamChannel(connect(path))
    const socket = await accepting
    return { channel, cutServer: () => socket.destroy(), ...serveConformance(streamChannel(socket)) }
  }
  test.each(channelCases)('$title', async ({ run }) => run(await open()))
})

const frame = (message: unknown): Buffer => {
  const bytes = encodeMessage(message)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(bytes.length)
  return Buffer.concat([length, bytes])
}

test.each([1, 3, 7, 64, 4096])('frames arrive whole when the bytes come %i at a time', async (size) => {
  const stream = new PassThrough()
  const received: unknown[] = []
  streamChannel(stream).onMessage((message) => received.push(message))
  const messages = [{ n: 1 }, { text: 'ä'.repeat(50) }, { array: Float64Array.of(1, 2, 3) }, {}]
  const bytes = Buffer.concat(messages.map(frame))
  for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size))
  stream.end()
  await once(stream, 'end')
  expect(received).toEqual(messages)
})

test('a frame over the limit ends the stream before its data is there', async () => {
  const stream = new PassThrough()
  const channel = streamChannel(stream, 1000)
  const closed = new Promise((resolve) => channel.onClose(resolve))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(1001)
  stream.write(length)
  expect(await closed).toBe('a frame of 1001 bytes is over the limit of 1000')
  expect(stream.destroyed).toBe(true)
})

test('bytes that are not a message end the stream', async () => {
  const stream = new PassThrough()
  const channel = streamChannel(stream)
  const closed = new Promise((resolve) => channel.onClose(resolve))
  stream.write(Buffer.from([4, 0, 0, 0, 1, 2, 3, 4]))
  expect(await closed).toContain('its header is cut off')
})
