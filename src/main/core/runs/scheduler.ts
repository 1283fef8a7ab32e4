import type { RunId, RunState } from '../../../shared/schema/run.ts'
import type { RunRow } from '../store/run-table.ts'
import { isDiskFull } from '../store/failures.ts'
import { isOfNewerVersion } from '../store/saved-config.ts'
import type { FirstWeights } from './first-weights.ts'
import { isToBeStarted, notBegun, turnOf } from './succession.ts'
import { Training, type TrainingHost } from './training.ts'
import type { WorkerAhead } from './worker-ahead.ts'

export interface Scheduler {
  /** Something may be queued soon: where there is room for it, its process starts while it is checked. Call `fill` in any case afterwards. */
  expect(): void
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
  /** For those that go on from another run. */
  readonly firstWeights: FirstWeights
}

/**
 * First come, first served: a run that needs many threads is not overtaken by those that need few, or it would wait for ever. Only those
 * whose turn has not come, because they come after another run, are passed over.
 */
export function scheduler(host: TrainingHost, { threads, isOurs, ahead, firstWeights }: SchedulerOptions): Scheduler {
  const active = new Map<RunId, Training>()
  /** First weights in the making, with the threads that their runs will need. */
  const making = new Map<RunId, { readonly threads: number; readonly done: Promise<void> }>()
  let isClosing = false

  /** A run that ended is active until its process is gone, and may be queued again by then; a stop may be in memory only. */
  const waits = (run: RunRow): boolean => isOurs(run) && !isOfNewerVersion(run) && !active.has(run.id) && !making.has(run.id) && host.store.state(run.id).status === 'queued'

  const end = (run: RunRow, state: RunState): void => {
    host.store.states.end(run.id, state, host.now())
    host.store.changed(run.id)
    host.changes.tell(run.id)
  }

  /** One that cannot begin has failed, and says why, so that it does not stand before the others for ever. */
  const refuse = (run: RunRow, error: unknown): void => {
    end(run, { status: 'failed', step: run.step, reason: `The run could not begin: ${error instanceof Error ? error.message : String(error)}` })
  }

  const make = (run: RunRow, needed: number): void => {
    const done = firstWeights(run).catch((error: unknown) => {
      // One that somebody stopped meanwhile is that; where the lab closes, it waits for the next one.
      if (!isClosing && host.store.state(run.id).status === 'queued') refuse(run, error)
    })
    making.set(run.id, { threads: needed, done })
    void done.catch(() => {}).then(() => {
      making.delete(run.id)
      fill()
    })
  }

  const threadsUsed = (): number => [...active.values(), ...making.values()].reduce((n, t) => n + t.threads, 0)

  const fill = (): void => {
    let isOneSoon = false
    for (const run of host.store.runs.queued().filter(waits)) {
      const needed = Math.min(run.threads, threads) // the store may come from a larger machine
      const used = threadsUsed()
      if (isClosing) return
      try {
        const turn = turnOf(host.store, run)
        if (turn.kind === 'never') {
          end(run, { status: 'stopped', step: 0, reason: notBegun(run, turn.because) })
          continue
        }
        if (turn.kind === 'later') {
          isOneSoon ||= active.has(turn.after)
          continue
        }
        if (used + needed > threads) return ahead.prepare()
        if (isToBeStarted(run)) make(run, needed)
        else start(new Training(host, run.id, needed))
      } catch (error) {
        if (isDiskFull(error)) return // it stays in the queue
        refuse(run, error)
      }
    }
    if (isOneSoon || making.size > 0) ahead.prepare()
    else void ahead.dismiss()
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
    expect: () => {
      if (!isClosing && threadsUsed() < threads) ahead.prepare()
    },
    fill,
    training: (id) => active.get(id) ?? null,
    async close(reason, limitMs) {
      isClosing = true
      const running = [...active.values()]
      const timer = setTimeout(() => running.forEach((t) => t.kill(reason)), limitMs)
      await Promise.all(running.map((t) => t.stop(reason).catch(() => t.kill(reason))))
      await Promise.all(running.map((t) => t.done))
      clearTimeout(timer)
      await Promise.all([...making.values()].map(({ done }) => done.catch(() => {})))
      await ahead.dismiss()
    },
  }
}
