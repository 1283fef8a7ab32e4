import type { WorkerClient } from '../../../shared/worker-contract.ts'
import { died, startWorker, type WorkerCommand, type WorkerProcess } from '../runs/worker-process.ts'
import { LabError } from '../../../shared/errors.ts'

export interface WorkerPool {
  /** Runs one job after the other on one worker, which is kept for the next. */
  use<T>(job: (client: WorkerClient) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** One worker for short jobs: measures and their cards. It starts with the first job; one that died is replaced at the next. */
export function workerPool(command: WorkerCommand): WorkerPool {
  let worker: Promise<WorkerProcess> | null = null
  let last: Promise<unknown> = Promise.resolve()

  const start = (): Promise<WorkerProcess> => {
    const started = startWorker(command)
    const forget = (): void => {
      if (worker === started) worker = null
    }
    void started.then((w) => w.gone).then(forget, forget)
    return (worker = started)
  }

  const perform = async <T>(job: (client: WorkerClient) => Promise<T>): Promise<T> => {
    const { client, gone } = await (worker ?? start())
    try {
      return await job(client)
    } catch (error) {
      if (error instanceof LabError && error.code === 'disconnected') throw died(await gone)
      throw error
    }
  }

  return {
    use(job) {
      const result = last.then(() => perform(job))
      last = result.catch(() => {})
      return result
    },
    async close() {
      const open = await worker?.catch(() => null)
      await open?.release()
    },
  }
}
