import { LabError } from '../../../shared/errors.ts'
import type { WorkerClient } from '../../../shared/worker-contract.ts'
import { died, startWorker, type WorkerCommand, type WorkerProcess } from '../runs/worker-process.ts'

export interface WorkerPool {
  /**
   * Runs one job after the other on one worker, which is kept for the next. One that is cancelled while it computes, or shows no sign of
   * life for too long, ends the worker; a long one calls `isAlive` whenever it hears from there.
   */
  use<T>(job: (client: WorkerClient, isAlive: () => void) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Ends the job in progress; those that wait are refused. */
  close(): Promise<void>
}

/** A job that hangs stands in the way of all that follow. */
const jobMs = 60_000

/** One worker for short jobs: measures and their cards. It starts with the first job; one that is gone is replaced at the next. */
export function workerPool(command: WorkerCommand, limitMs = jobMs): WorkerPool {
  let worker: WorkerProcess | null = null
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false

  const forget = (gone: WorkerProcess): void => {
    if (worker === gone) worker = null
  }
  const start = (): WorkerProcess => {
    const started = (worker = startWorker(command, undefined, 'questions'))
    void started.gone.then(() => forget(started))
    return started
  }

  const perform = async <T>(job: (client: WorkerClient, isAlive: () => void) => Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    if (isClosed) throw closed()
    if (signal?.aborted) throw cancelled()
    const mine = worker ?? start()
    const end = (why: string): void => {
      forget(mine)
      mine.kill(why)
    }
    const leave = (): void => end('the one who asked is gone')
    signal?.addEventListener('abort', leave, { once: true })
    let timer: NodeJS.Timeout | undefined
    const isAlive = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => end(`it gave no sign of life for ${limitMs / 1000} s`), limitMs)
    }
    try {
      await mine.ready
      isAlive()
      return await Promise.race([job(mine.client, isAlive), mine.gone.then((how) => Promise.reject(died(how)))])
    } catch (error) {
      if (isClosed) throw closed()
      if (signal?.aborted) throw cancelled()
      if (error instanceof LabError && error.code === 'disconnected') throw died(await mine.gone)
      throw error
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
    }
  }

  return {
    use(job, signal) {
      const result = last.then(() => perform(job, signal))
      last = result.catch(() => {})
      return result
    },
    async close() {
      isClosed = true
      await worker?.release()
    },
  }
}

function closed(): LabError {
  return new LabError('disconnected', 'The lab is closed, so this was not computed. Nothing was changed; open it again and ask once more.')
}

function cancelled(): LabError {
  return new LabError('cancelled', 'The one who asked is gone, so this was not computed. Nothing was changed.')
}
