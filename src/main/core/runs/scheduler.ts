import type { RunId } from '../../../shared/schema/run.ts'
import type { RunRow } from '../store/run-table.ts'
import { isDiskFull } from '../store/failures.ts'
import { Training, type TrainingHost } from './training.ts'
import type { WorkerAhead } from './worker-ahead.ts'

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
  /** Has a process ready for the run that begins next. */
  readonly ahead: WorkerAhead
  /** Which queued runs this process may start. */
  readonly isOurs: (run: RunRow) => boolean
}

/** First come, first served: a run that needs many threads is not overtaken by those that need few, or it would wait for ever. */
export function scheduler(host: TrainingHost, { threads, isOurs, ahead }: SchedulerOptions): Scheduler {
  const active = new Map<RunId, Training>()
  let isClosing = false

  /** A run that ended is active until its process is gone, and may be queued again by then; a stop may be in memory only. */
  const waits = (run: RunRow): boolean => isOurs(run) && !active.has(run.id) && host.store.state(run.id).status === 'queued'

  /** One that cannot begin has failed, and says why, so that it does not stand before the others for ever. */
  const refuse = (run: RunRow, error: unknown): void => {
    const reason = `The run could not begin: ${error instanceof Error ? error.message : String(error)}`
    host.store.states.end(run.id, { status: 'failed', step: run.step, reason }, host.now())
    host.store.changed(run.id)
    host.changes.tell(run.id)
  }

  const fill = (): void => {
    for (const run of host.store.runs.queued().filter(waits)) {
      const needed = Math.min(run.threads, threads) // the store may come from a larger machine
      const used = [...active.values()].reduce((n, t) => n + t.threads, 0)
      if (isClosing) return
      if (used + needed > threads) return ahead.prepare()
      try {
        start(new Training(host, run.id, needed))
      } catch (error) {
        if (isDiskFull(error)) return // it stays in the queue
        refuse(run, error)
      }
    }
    void ahead.dismiss()
  }

  const start = (training: Training): void => {
    active.set(training.id, training)
    const next = async (): Promise<void> => {
      await training.done
      active.delete(training.id)
      fill()
    }
    // Where the store cannot be read, whoever asks next is told; here nobody asks.
    next().catch(() => {})
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
      await ahead.dismiss()
    },
  }
}
