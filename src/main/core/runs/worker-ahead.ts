import { startWorker, type WorkerCommand, type WorkerProcess } from './worker-process.ts'

/**
 * A process takes a while to start. Where a run waits for a thread, its process starts while others still train, so that no core
 * stands idle between two runs.
 */
export interface WorkerAhead {
  /** A run waits: have a process ready for it. */
  prepare(): void
  /** The one that is ready, or one that is started now. It belongs to who takes it. */
  take(): WorkerProcess
  /** Nothing waits any more. */
  dismiss(): Promise<void>
}

export function workerAhead(command: WorkerCommand): WorkerAhead {
  let ready: WorkerProcess | null = null
  return {
    prepare() {
      if (ready !== null) return
      const started = (ready = startWorker(command))
      // One that ended while it waited is nobody's loss.
      void started.gone.then(() => {
        if (ready === started) ready = null
      })
    },
    take() {
      const worker = ready ?? startWorker(command)
      ready = null
      return worker
    },
    async dismiss() {
      const worker = ready
      ready = null
      await worker?.release()
    },
  }
}
