import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { LabError } from '../errors.ts'
import type { Channel } from './channel.ts'
import { connect } from './client.ts'
import { channelPair } from './pair.ts'
import { serve, type ServeOptions } from './server.ts'
import { call, stream, type Handlers } from './specification.ts'

const nothing = z.strictObject({})
const specification = {
  hold: call(nothing, z.string()),
  fail: call(nothing, nothing),
  odd: call(nothing, z.unknown()),
  any: call(z.json(), z.string()),
  count: stream(nothing, z.int(), nothing),
}

function setUp(handlers: Partial<Handlers<typeof specification>> = {}, options: ServeOptions = {}) {
  const [here, there] = channelPair()
  const held: ((answer: string) => void)[] = []
  const server = serve(
    specification,
    {
      hold: () => new Promise((resolve) => held.push(resolve)),
      fail: () => {
        throw new TypeError('x is undefined')
      },
      odd: () => () => 1,
      any: () => 'read',
      count: async () => ({}),
      ...handlers,
    },
    there,
    options,
  )
  return { here, held, server, client: connect(specification, here) }
}

const closing = (channel: Channel): Promise<string | null> => new Promise((resolve) => channel.onClose(resolve))

describe('a server', () => {
  test('refuses more requests at once than it is told to keep, and takes them when there is room again', async () => {
    const { client, held } = setUp({}, { maxOpen: 2 })
    const first = [client.call('hold', {}), client.call('hold', {})]
    await expect(client.call('hold', {})).rejects.toMatchObject({ code: 'not-possible-now', message: expect.stringContaining('"hold" was not started') })
    for (const answer of held) answer('done')
    expect(await Promise.all(first)).toEqual(['done', 'done'])
    const next = client.call('any', 1)
    expect(await next).toBe('read')
  })

  test('counts a cancelled request until its handler has really ended', async () => {
    const { client, held } = setUp({}, { maxOpen: 1 })
    const stop = new AbortController()
    const cancelled = client.call('hold', {}, { signal: stop.signal })
    stop.abort()
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    await expect(client.call('any', 1)).rejects.toMatchObject({ code: 'not-possible-now' })
    held[0]?.('too late')
    await expect.poll(() => client.call('any', 1)).toBe('read')
  })

  test('reports mistakes with their method, and LabErrors to nobody', async () => {
    const reported: unknown[] = []
    const { client } = setUp(
      {
        hold: () => {
          throw new LabError('disk-full', 'The disk is full.')
        },
      },
      { report: (method, error) => reported.push([method, error]) },
    )
    await expect(client.call('fail', {})).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('x is undefined') })
    await expect(client.call('hold', {})).rejects.toMatchObject({ code: 'disk-full' })
    expect(reported).toEqual([['fail', expect.any(TypeError)]])
  })

  test('answers with an error when its answer or the details of its error cannot be carried', async () => {
    const { client } = setUp({
      hold: () => {
        throw new LabError('disk-full', 'The disk is full.', { retry: () => 1 })
      },
    })
    await expect(client.call('odd', {})).rejects.toBeInstanceOf(LabError)
    await expect(client.call('hold', {})).rejects.toMatchObject({ code: 'disk-full', details: {} })
  })

  test('refuses an input nested so deep that parsing would exhaust the stack', async () => {
    const [here, there] = channelPair()
    const direct = { ...there, onMessage: (listener: (message: unknown) => void) => (toServer = listener) }
    let toServer: (message: unknown) => void = () => {}
    serve(specification, { hold: () => '', fail: () => ({}), odd: () => 1, any: () => 'read', count: async () => ({}) }, direct)
    const answer = new Promise((resolve) => here.onMessage(resolve))
    let deep: unknown = 0
    for (let level = 0; level < 20_000; level++) deep = [deep]
    toServer({ kind: 'call', id: 1, method: 'any', input: deep })
    expect(await answer).toMatchObject({ kind: 'error', error: { code: 'bad-input', message: expect.stringContaining('nested deeper') } })
  })

  test.each([
    ['not an object', 7],
    ['an unknown kind', { kind: 'launch', id: 1 }],
    ['an unknown key', { kind: 'cancel', id: 1, now: true }],
    ['an id that is no number', { kind: 'cancel', id: '1' }],
    ['more credit than a window', { kind: 'credit', id: 1, count: 17 }],
    ['credit of nothing', { kind: 'credit', id: 1, count: 0 }],
  ])('closes the channel at %s', async (_name, message) => {
    const [here, there] = channelPair()
    serve({}, {}, there)
    const closed = closing(here)
    here.post(message)
    expect(await closed).toBe('a message was not of the protocol')
  })

  test('closes the channel when a request is made twice under one number', async () => {
    const { here } = setUp()
    const closed = closing(here)
    for (let i = 0; i < 2; i++) here.post({ kind: 'call', id: 9, method: 'hold', input: {} })
    expect(await closed).toBe('request 9 was made twice')
  })

  test('ignores a cancel and a credit for what has ended: they crossed the answer', async () => {
    const { here, client } = setUp()
    here.post({ kind: 'cancel', id: 1000 })
    here.post({ kind: 'credit', id: 1000, count: 1 })
    expect(await client.call('any', 1)).toBe('read')
  })

  test('never believes more room than the window, however often it is granted', async () => {
    let sent = 0
    const gate = Promise.withResolvers<void>()
    const { here, client } = setUp({
      count: async (_input, { send }) => {
        await gate.promise
        for (;;) {
          await send(sent)
          sent += 1
        }
      },
    })
    const items = client.stream('count', {})[Symbol.asyncIterator]()
    for (let i = 0; i < 5; i++) here.post({ kind: 'credit', id: 1, count: 16 })
    await client.call('any', 1)
    gate.resolve()
    await items.next()
    for (let turn = 0; turn < 5000; turn++) await null
    expect(sent).toBe(15) // the sixteenth is on its way and waits for room after it
    await items.return?.()
  })

  test('lets a handler that does not wait send in order, and tells it when nobody reads any more', async () => {
    let refused: unknown = null
    const { client } = setUp({
      count: async (_input, { send, signal }) => {
        const sends = Array.from({ length: 40 }, (_, i) => send(i))
        await Promise.all(sends).catch((error: unknown) => (refused = error))
        expect(signal.aborted).toBe(true)
        return {}
      },
    })
    const items: number[] = []
    for await (const item of client.stream('count', {})) if (items.push(item) === 20) break
    expect(items).toEqual(Array.from({ length: 20 }, (_, i) => i))
    await expect.poll(() => refused).toMatchObject({ code: 'cancelled' })
  })

  test('closes its channel when it is closed, and aborts what is in progress', async () => {
    const aborted = Promise.withResolvers<void>()
    const { client, server } = setUp({
      hold: (_input, { signal }) => {
        signal.addEventListener('abort', () => aborted.resolve())
        server.close()
        return new Promise(() => {})
      },
    })
    await expect(client.call('hold', {})).rejects.toMatchObject({ code: 'disconnected' })
    await aborted.promise
  })
})
