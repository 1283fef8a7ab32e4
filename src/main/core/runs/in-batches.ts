import { setImmediate as messagesServed, setTimeout as pause } from 'node:timers/promises'

const nothingYet = Symbol('nothing yet')

/**
 * What has arrived, as lists in the order of arrival: a reader that was busy takes all that came meanwhile at once. Leaving the loop
 * leaves the stream. `waiting` and `arrived` are told before and after each wait for the first.
 *
 * @param patience ms for which more is waited for when these have come and nothing else has
 */
export async function* inBatches<T>(
  items: AsyncIterable<T>,
  { waiting, arrived }: { waiting(): void; arrived(): void },
  patience: (batch: readonly T[]) => number = () => 0,
): AsyncGenerator<readonly T[]> {
  const iterator = items[Symbol.asyncIterator]()
  let next = iterator.next()
  let failure: { readonly error: unknown } | null = null
  let isOver = false
  try {
    while (!isOver) {
      const batch: T[] = []
      waiting()
      let result: IteratorResult<T> | typeof nothingYet = await next.finally(arrived)
      while (result !== nothingYet) {
        if (result.done === true) {
          isOver = true
          break
        }
        batch.push(result.value)
        next = iterator.next()
        try {
          const ms = patience(batch)
          result = await Promise.race([next, ms > 0 ? pause(ms, nothingYet) : messagesServed(nothingYet)])
        } catch (error) {
          failure = { error } // after what came before it
          isOver = true
          break
        }
      }
      if (batch.length > 0) yield batch
    }
    if (failure !== null) throw failure.error
  } finally {
    next.catch(() => {}) // nobody waits for it when the loop was left
    if (!isOver) await iterator.return?.()
  }
}
