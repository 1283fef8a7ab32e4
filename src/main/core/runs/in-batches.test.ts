import { expect, test } from 'vitest'
import { inBatches } from './in-batches.ts'

const quiet = { waiting: () => {}, arrived: () => {} }

/** A stream that can be fed from outside. */
function source() {
  const queue: number[] = []
  let wake = Promise.withResolvers<void>()
  let end: Error | 'end' | null = null
  let isLeft = false
  return {
    push(...items: number[]) {
      queue.push(...items)
      wake.resolve()
    },
    close(with_: Error | 'end') {
      end = with_
      wake.resolve()
    },
    get isLeft() {
      return isLeft
    },
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          if (queue.length > 0) yield queue.shift()!
          else if (end instanceof Error) throw end
          else if (end !== null) return
          else {
            await wake.promise
            wake = Promise.withResolvers<void>()
          }
        }
      } finally {
        isLeft = true
      }
    },
  }
}

test('what came while the reader was busy is one batch, in order', async () => {
  const items = source()
  items.push(1)
  const seen: (readonly number[])[] = []
  for await (const batch of inBatches(items, quiet)) {
    seen.push(batch)
    if (seen.length === 1) items.push(2, 3, 4)
    else items.close('end')
  }
  expect(seen).toEqual([[1], [2, 3, 4]])
})

test('items before the end or an error are handed out first', async () => {
  for (const end of ['end', new Error('gone')] as const) {
    const items = source()
    items.push(1, 2)
    items.close(end)
    const seen: (readonly number[])[] = []
    const reading = (async () => {
      for await (const batch of inBatches(items, quiet)) seen.push(batch)
    })()
    if (end === 'end') await reading
    else await expect(reading).rejects.toThrow('gone')
    expect(seen.flat()).toEqual([1, 2])
  }
})

test('leaving the loop leaves the stream', async () => {
  const items = source()
  items.push(1, 2)
  for await (const _batch of inBatches(items, quiet)) {
    items.push(3)
    break
  }
  expect(items.isLeft).toBe(true)
})

test('tells when it waits and when something has come', async () => {
  const items = source()
  const told: string[] = []
  items.push(1)
  for await (const _batch of inBatches(items, { waiting: () => told.push('waiting'), arrived: () => told.push('arrived') })) {
    told.push('batch')
    items.close('end')
  }
  expect(told).toEqual(['waiting', 'arrived', 'batch', 'waiting', 'arrived'])
})

test('while the reader has patience a batch waits for more, no longer than until it is full or over', async () => {
  const items = source()
  items.push(1)
  const seen: (readonly number[])[] = []
  const patience = (batch: readonly number[]): number => (batch.length < 2 ? 60_000 : 0)
  setTimeout(() => items.push(2, 3), 5)
  setTimeout(() => items.close('end'), 20)
  for await (const batch of inBatches(items, quiet, patience)) seen.push(batch)
  expect(seen.flat()).toEqual([1, 2, 3])
  expect(seen[0]!.length).toBeGreaterThanOrEqual(2)
})
