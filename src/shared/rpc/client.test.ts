import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Channel } from './channel.ts'
import { connect } from './client.ts'
import { channelPair } from './pair.ts'
import { call, stream } from './specification.ts'

const nothing = z.strictObject({})
const specification = { ask: call(z.unknown(), z.string()), count: stream(nothing, z.int(), z.string()) }

/** A client and, by hand, the other end of its channel. */
function setUp() {
  const [here, there] = channelPair()
  const received: unknown[] = []
  there.onMessage((message) => received.push(message))
  return { client: connect(specification, here), there, received }
}

const closing = (channel: Channel): Promise<string | null> => new Promise((resolve) => channel.onClose(resolve))

describe('a client', () => {
  test.each([
    ['an answer that is not of the protocol', { kind: 'answer', id: 1 }],
    ['an answer without a number', { kind: 'result', value: 1 }],
    ['text', 'hello'],
  ])('closes the channel at %s, and its calls fail', async (_name, message) => {
    const { client, there } = setUp()
    const asked = client.call('ask', 1)
    const closed = closing(there)
    there.post(message)
    await expect(asked).rejects.toMatchObject({ code: 'disconnected' })
    expect(await closed).toBe('an answer was not of the protocol')
  })

  test('ignores answers to what it no longer waits for', async () => {
    const { client, there } = setUp()
    const stop = new AbortController()
    const first = client.call('ask', 1, { signal: stop.signal })
    stop.abort()
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    there.post({ kind: 'result', id: 1, value: 'late' })
    const second = client.call('ask', 2)
    there.post({ kind: 'result', id: 2, value: 'in time' })
    expect(await second).toBe('in time')
  })

  test('tells the other end of a cancel once, and not after the answer', async () => {
    const { client, there, received } = setUp()
    const stop = new AbortController()
    const asked = client.call('ask', 1, { signal: stop.signal })
    there.post({ kind: 'result', id: 1, value: 'done' })
    expect(await asked).toBe('done')
    stop.abort()
    const cancelled = client.call('ask', 2, { signal: AbortSignal.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(received).toEqual([{ kind: 'call', id: 1, method: 'ask', input: 1 }])
  })

  test('reads a code that it does not know as internal, with the sentence', async () => {
    const { client, there } = setUp()
    const asked = client.call('ask', 1)
    there.post({ kind: 'error', id: 1, error: { code: 'from-the-future', message: 'The flux is low.' } })
    await expect(asked).rejects.toMatchObject({ code: 'internal', message: 'The flux is low.' })
  })

  test('refuses what cannot be sent, and stays usable', async () => {
    const { client, there } = setUp()
    await expect(client.call('ask', () => 1)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('"ask" cannot be sent') })
    const asked = client.call('ask', 1)
    there.post({ kind: 'result', id: 2, value: 'fine' })
    expect(await asked).toBe('fine')
  })

  test('does not send what is larger than allowed', async () => {
    const { client, received } = setUp()
    await expect(client.call('ask', 'x'.repeat(1 << 20))).rejects.toMatchObject({ code: 'too-large', message: expect.stringContaining('1048576 bytes') })
    expect(received).toEqual([])
  })

  test('stops a stream whose item has another form than the contract says', async () => {
    const { client, there, received } = setUp()
    const counting = client.stream('count', {})
    there.post({ kind: 'item', id: 1, value: 1 })
    there.post({ kind: 'item', id: 1, value: 'two' })
    const items: number[] = []
    const reading = (async () => {
      for await (const item of counting) items.push(item)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'internal', message: expect.stringContaining('different versions') })
    expect(items).toEqual([1])
    await expect.poll(() => received.at(-1)).toEqual({ kind: 'cancel', id: 1 })
  })

  test('grants room in halves of the window, as items are taken and not as they come', async () => {
    const { client, there, received } = setUp()
    const reader = client.stream('count', {})[Symbol.asyncIterator]()
    for (let i = 0; i < 16; i++) there.post({ kind: 'item', id: 1, value: i })
    for (let i = 0; i < 7; i++) await reader.next()
    for (let turn = 0; turn < 100; turn++) await null
    expect(received).toHaveLength(1)
    await reader.next()
    await expect.poll(() => received.at(-1)).toEqual({ kind: 'credit', id: 1, count: 8 })
  })

  test('hands out the items that came before the connection was lost', async () => {
    const { client, there } = setUp()
    const counting = client.stream('count', {})
    for (let i = 0; i < 3; i++) there.post({ kind: 'item', id: 1, value: i })
    there.close('gone')
    await client.closed
    const items: number[] = []
    const reading = (async () => {
      for await (const item of counting) items.push(item)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'disconnected', details: { reason: 'gone' } })
    expect(items).toEqual([0, 1, 2])
  })

  test('two readers of one stream share its items and both end', async () => {
    const { client, there } = setUp()
    const counting = client.stream('count', {})
    const [one, two] = [counting[Symbol.asyncIterator](), counting[Symbol.asyncIterator]()]
    const taken = Promise.all([one.next(), two.next(), one.next(), two.next()])
    for (let i = 0; i < 2; i++) there.post({ kind: 'item', id: 1, value: i })
    there.post({ kind: 'end', id: 1, value: 'over' })
    expect((await taken).map(({ done }) => done)).toEqual([false, false, true, true])
    expect(await counting.end).toBe('over')
  })
})
