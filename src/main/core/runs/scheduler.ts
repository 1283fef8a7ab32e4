import type { RunId } from '../../../shared/schema/run.ts'
import type { RunRow } from '../store/run-table.ts'
import { isDiskFull } from '../store/failures.ts'
import { Training, type TrainingHost } from './training.ts'

export interface Scheduler {
  /** Starts what there is room for. Call after anything was queued. */
  fill(): void
  training(id: RunId): Training | null
  /** Asks every worker for a checkpoint; the runs become interrupted. Those that take longer than the limit are killed. */
  close(reason: string, limitMs: number): Promise<void>
}

export interface SchedulerOptions {
  /** Threads of all workers together. */
  readonly threads: number
  /** Which queued runs this process may start. */
  readonly isOurs: (run: RunRow) => boolean
}

/** First come, first served: a run that needs many threads is not overtaken by those that need few, or it would wait for ever. */
export function scheduler(host: TrainingHost, { threads, isOurs }: SchedulerOptions): Scheduler {
  const active = new Map<RunId, Training>()
  let isClosing = false

  /** Null where the disk is too full to mark it as running: it stays in the queue. */
  const begin = (id: RunId): Training | null => {
    try {
      return new Training(host, id)
    } catch (error) {
      if (isDiskFull(error)) return null
      throw error
    }
  }

  const fill = (): void => {
    for (const run of host.store.runs.queued().filter(isOurs)) {
      const used = [...active.values()].reduce((n, t) => n + t.threads, 0)
      if (isClosing || used + run.threads > threads) return
      const training = begin(run.id)
      if (training === null) return
      active.set(run.id, training)
      void training.done.then(() => {
        active.delete(run.id)
        fill()
      })
    }
  }

  return {
    fill,
    training: (id) => active.get(id) ?? null,
    async close(reason, limitMs) {
      isClosing = true
      const running = [...active.values()]
      const timer = setTimeout(() => running.forEach((t) => t.kill(reason)), limitMs)
      await Promise.all(running.map((t) => t.stop(reason).catch(() => t.kill(reason))))
      await Promise.all(running.map((t) => t.done))
      clearTimeout(timer)
    },
  }
}
