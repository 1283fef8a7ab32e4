import { LabError } from '../../../shared/errors.ts'
import type { RunId } from '../../../shared/schema/run.ts'

/** Who looks at runs, or at other things by their id, hears that something changed, and then reads what is newest: nothing is queued for the slow. */
export interface Changes<Id extends string = RunId> {
  tell(id: Id): void
  /** News for those who watch this run only, as its speed is: nothing is sent for it to those who watch the list. */
  beat(id: Id): void
  /** Counts the changes of one run, or of all for null. */
  version(id: Id | null): number
  /** Those that were told of since all stood at this version, in the order of their last change. */
  since(version: number): Id[]
  /** Resolves once the version is another than `seen`; rejects with `cancelled` when the signal is aborted. Resolves at once after `end`. */
  after(id: Id | null, seen: number, signal: AbortSignal): Promise<void>
  /** Wakes everybody for the last time. */
  end(): void
  readonly isOver: boolean
}

export function changes<Id extends string = RunId>(): Changes<Id> {
  const versions = new Map<Id | null, number>()
  /** The version of all at the last change of each; the latest stands last. */
  const told = new Map<Id, number>()
  const waiting = new Set<{ readonly id: Id | null; wake(): void }>()
  let isOver = false
  const version = (id: Id | null): number => versions.get(id) ?? 0

  const wake = (isMeant: (id: Id | null) => boolean): void => {
    for (const waiter of [...waiting]) if (isMeant(waiter.id)) waiter.wake()
  }

  return {
    version,
    get isOver() {
      return isOver
    },
    tell(id) {
      versions.set(id, version(id) + 1)
      versions.set(null, version(null) + 1)
      told.delete(id)
      told.set(id, version(null))
      wake((wanted) => wanted === id || wanted === null)
    },
    since: (seen) => [...told].filter(([, at]) => at > seen).map(([id]) => id),
    beat(id) {
      versions.set(id, version(id) + 1)
      wake((wanted) => wanted === id)
    },
    after(id, seen, signal) {
      if (signal.aborted) return Promise.reject(cancelled())
      if (isOver || version(id) !== seen) return Promise.resolve()
      return new Promise((resolve, reject) => {
        const done = (settle: () => void): void => {
          waiting.delete(waiter)
          signal.removeEventListener('abort', abort)
          settle()
        }
        const waiter = { id, wake: () => done(resolve) }
        const abort = (): void => done(() => reject(cancelled()))
        waiting.add(waiter)
        signal.addEventListener('abort', abort)
      })
    },
    end() {
      isOver = true
      wake(() => true)
    },
  }
}

function cancelled(): LabError {
  return new LabError('cancelled', 'The one who watched is gone.')
}
