import type { ExecutorReport } from '../../../shared/contract.ts'
import { ExecutorName } from '../../../shared/schema/run.ts'
import { died, startWorker, type WorkerCommand, type WorkerProcess } from '../runs/worker-process.ts'

const probeMs = 60_000

/** Probes every executor, each in a worker of its own: one that crashes or hangs says nothing about the others. */
export async function probeExecutors(command: WorkerCommand): Promise<ExecutorReport[]> {
  const reports: ExecutorReport[] = []
  for (const name of ExecutorName.options) reports.push(await probe(command, name))
  return reports
}

async function probe(command: WorkerCommand, name: ExecutorName): Promise<ExecutorReport> {
  const started = performance.now()
  const worker = startWorker(command)
  try {
    await worker.ready
    const { healthy, absent, build, note, seconds } = await withLimit(worker, (w) => w.client.call('probe', { executor: name }))
    return { name, state: healthy ? 'healthy' : absent ? 'absent' : 'refused', build, note, seconds }
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error)
    return { name, state: 'refused', build: null, note, seconds: (performance.now() - started) / 1000 }
  } finally {
    await worker.release()
  }
}

async function withLimit<T>(worker: WorkerProcess, work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
  const timer = setTimeout(() => worker.kill(`the probe took longer than ${probeMs / 1000} s`), probeMs)
  try {
    return await Promise.race([work(worker), worker.gone.then((how) => Promise.reject(died(how)))])
  } finally {
    clearTimeout(timer)
  }
}
