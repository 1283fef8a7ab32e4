import { describe, expect, test } from 'vitest'
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

  test('a stream asked for before the lab answers yields its items', async () => {
    const { link, dials } = gates()
    const stream = link.client.stream('runs.watchAll', {})
    dials[0]?.(standIn('first').client)
    const items: unknown[] = []
    for await (const item of stream) items.push(item)
    expect(items).toEqual(['first'])
  })
})
