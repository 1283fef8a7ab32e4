import { setTimeout as pause } from 'node:timers/promises'
import type { LabHandlers } from '../../shared/contract.ts'
import { LabError } from '../../shared/errors.ts'
import { asLabError } from './store/failures.ts'

/** Between those who ask and the lab while it closes: nothing begins any more, and what has begun ends before the store does. */
export interface Requests {
  readonly handlers: LabHandlers
  /** Refuses what comes from now on. */
  refuseNew(): void
  /** Resolves when everything that had begun has ended, or after the limit: somebody who takes no items does not hold the lab open. */
  ended(limitMs: number): Promise<void>
}

type AnyHandler = (input: unknown, context: unknown) => unknown

export function requests(handlers: LabHandlers): Requests {
  const open = new Set<Promise<unknown>>()
  let isRefusing = false

  const counted = (handler: AnyHandler): AnyHandler => async (input, context) => {
    if (isRefusing) throw closed()
    const work = (async () => handler(input, context))()
    open.add(work)
    try {
      return await work
    } catch (error) {
      if (isRefusing && !(error instanceof LabError)) throw closed() // it met a store that was closed under it
      throw asLabError(error)
    } finally {
      open.delete(work)
    }
  }

  return {
    handlers: Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, counted(handler as AnyHandler)])) as LabHandlers,
    refuseNew() {
      isRefusing = true
    },
    async ended(limitMs) {
      const limit = new AbortController()
      await Promise.race([Promise.allSettled(open), pause(limitMs, undefined, { signal: limit.signal }).catch(() => {})])
      limit.abort()
    },
  }
}

function closed(): LabError {
  return new LabError('disconnected', 'The lab is closed. What was acknowledged before is kept; open it again and ask once more.')
}
