import { LabError } from '../../../shared/errors.ts'
import type { RunId } from '../../../shared/schema/run.ts'

/** Who looks at runs hears that something changed, and then reads what is newest: nothing is queued for the slow. */
export interface Changes {
  tell(id: RunId): void
  /** News for those who watch this run only, as its speed is: a list of hundreds is not sent for it. */
  beat(id: RunId): void
  /** Counts the changes of one run, or of all for null. */
  version(id: RunId | null): number
  /** Resolves once the version is another than `seen`; rejects with `cancelled` when the signal is aborted. Resolves at once after `end`. */
  after(id: RunId | null, seen: number, signal: AbortSignal): Promise<void>
  /** Wakes everybody for the last time. */
  end(): void
  readonly isOver: boolean
}

export function changes(): Changes {
  const versions = new Map<RunId | null, number>()
  const waiting = new Set<{ readonly id: RunId | null; wake(): void }>()
  let isOver = false
  const version = (id: RunId | null): number => versions.get(id) ?? 0

  const wake = (isMeant: (id: RunId | null) => boolean): void => {
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
      wake((wanted) => wanted === id || wanted === null)
    },
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
