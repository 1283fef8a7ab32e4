import { describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import type { LabClient } from '../../shared/contract.ts'
import type { LabError } from '../../shared/errors.ts'
import { keepConnected } from './reconnecting-client.ts'

/** A lab that can be taken away. */
function standIn(name: string): { client: LabClient; drop(): void } {
  const closed = Promise.withResolvers<string | null>()
  const client = {
    call: async () => name,
    stream: () => ({
      end: Promise.resolve({}),
      async *[Symbol.asyncIterator]() {
        yield name
      },
    }),
    closed: closed.promise,
    close: () => closed.resolve(null),
  } as unknown as LabClient
  return { client, drop: () => closed.resolve('gone') }
}

/** Dials and pauses that the test lets through one by one. */
function gates() {
  const dials: ((client: LabClient | Error) => void)[] = []
  const pauses: { ms: number; go(): void }[] = []
  const link = keepConnected(
    () => new Promise((resolve, reject) => dials.push((client) => (client instanceof Error ? reject(client) : resolve(client)))),
    (ms) => new Promise((go) => pauses.push({ ms, go })),
  )
  const settle = async () => {
    for (let i = 0; i < 10; i++) await nextTick()
  }
  return { link, dials, pauses, settle }
}

describe('one client over many connections', () => {
  test('a call made before the lab answers waits for it', async () => {
    const { link, dials } = gates()
    const answer = link.client.call('lab.info', {})
    dials[0]?.(standIn('first').client)
    expect(await answer).toBe('first')
    expect(link.state.value).toBe('open')
  })

  test('after a lost connection the next one answers, and followers hear of it', async () => {
    const { link, dials, pauses, settle } = gates()
    const first = standIn('first')
    dials[0]?.(first.client)
    await settle()
    first.drop()
    await settle()
    expect([link.state.value, link.generation.value]).toEqual(['lost', 1])
    const answer = link.client.call('lab.info', {})
    pauses[0]?.go()
    await settle()
    dials[1]?.(standIn('second').client)
    expect(await answer).toBe('second')
    expect([link.state.value, link.generation.value]).toEqual(['open', 2])
  })

  test('a lab that does not answer is asked again with growing pauses, up to four seconds', async () => {
    const { dials, pauses, settle } = gates()
    for (let i = 0; i < 7; i++) {
      dials[i]?.(new Error('refused'))
      await settle()
      pauses[i]?.go()
      await settle()
    }
    expect(pauses.map(({ ms }) => ms)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000])
  })

  test('a waiting call can be cancelled', async () => {
    const { link } = gates()
    const stop = new AbortController()
    const answer = link.client.call('lab.info', {}, { signal: stop.signal })
    stop.abort()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' } satisfies Partial<LabError>)
  })

  test('a call or stream that was cancelled before it was made never reaches the lab', async () => {
    const { link, dials, settle } = gates()
    const cancelled = { code: 'cancelled' } satisfies Partial<LabError>
    const signal = AbortSignal.abort()
    await expect(link.client.call('lab.info', {}, { signal })).rejects.toMatchObject(cancelled) // still connecting
    dials[0]?.(standIn('first').client)
    await settle()
    await expect(link.client.call('lab.info', {}, { signal })).rejects.toMatchObject(cancelled)
    await expect(link.client.stream('runs.watchAll', {}, { signal }).end).rejects.toMatchObject(cancelled)
  })

  test('a signal that outlives many calls keeps nothing of them', async () => {
    const { link, dials } = gates()
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    const answer = link.client.call('lab.info', {}, { signal })
    expect(add).toHaveBeenCalledOnce()
    dials[0]?.(standIn('first').client)
    await answer
    expect(remove).toHaveBeenCalledExactlyOnceWith('abort', add.mock.calls[0]?.[1])
  })

  test('a stream asked for before the lab answers yields its items', async () => {
    const { link, dials } = gates()
    const stream = link.client.stream('runs.watchAll', {})
    dials[0]?.(standIn('first').client)
    const items: unknown[] = []
    for await (const item of stream) items.push(item)
    expect(items).toEqual(['first'])
  })
})
