import { LabError } from '../../../shared/errors.ts'
import type { ExecutorReport } from '../../../shared/contract.ts'
import { ExecutorName } from '../../../shared/schema/run.ts'
import { died, startWorker, type WorkerCommand, type WorkerProcess } from '../runs/worker-process.ts'

/** Executors that no run is given to, each with the sentence why. */
export type Unfit = Readonly<Partial<Record<ExecutorName, string>>>

/** What is known of the executors of this computer. Only workers load them: one that crashes or hangs ends its probe, not the lab. */
export interface Executors {
  /** Probes all of them anew, each in a worker of its own. */
  probeAll(): Promise<ExecutorReport[]>
  /** What a probe found unfit of those that a run may get: the forced one, or those the lab chooses from. Probed once a lab. */
  unfitFor(forced: ExecutorName | null): Promise<Unfit>
  /** The one that runs get where nothing else is faster. */
  usual(): Promise<ExecutorName>
  /** Ends the probes in progress. */
  close(): Promise<void>
}

/** A crash is seen at once; this is for one that hangs. */
const probeMs = 60_000

/** Before the first run only these are probed: the reference needs nothing but Node, and loading TensorFlow takes seconds. */
const probedFirst: readonly ExecutorName[] = ['native']

export function executors(command: WorkerCommand, limitMs = probeMs): Executors {
  const reports = new Map<ExecutorName, Promise<ExecutorReport>>()
  const probing = new Set<WorkerProcess>()

  const probe = async (name: ExecutorName): Promise<ExecutorReport> => {
    const started = performance.now()
    const worker = startWorker(command)
    probing.add(worker)
    try {
      await worker.ready
      const { healthy, absent, build, device, note, seconds } = await withLimit(worker, limitMs, (w) => w.client.call('probe', { executor: name }))
      return { name, ok: healthy, state: healthy ? 'healthy' : absent ? 'absent' : 'refused', device, build, reason: healthy ? null : note, note, seconds }
    } catch (error) {
      const note = sentenceOf(error)
      return { name, ok: false, state: 'refused', device: null, build: null, reason: note, note, seconds: (performance.now() - started) / 1000 }
    } finally {
      await worker.release()
      probing.delete(worker)
    }
  }
  const again = (name: ExecutorName): Promise<ExecutorReport> => {
    const report = probe(name)
    reports.set(name, report)
    return report
  }
  const known = (name: ExecutorName): Promise<ExecutorReport> => reports.get(name) ?? again(name)

  return {
    // One after the other: two that use every core would slow each other down.
    async probeAll() {
      const all: ExecutorReport[] = []
      for (const name of ExecutorName.options) all.push(await again(name))
      return all
    },
    async unfitFor(forced) {
      const names = forced === null ? probedFirst : forced === 'reference' ? [] : [forced]
      const found = await Promise.all(names.map(known))
      return Object.fromEntries(found.flatMap(({ name, state, reason }) => (state === 'refused' ? [[name, reason ?? '']] : [])))
    },
    async usual() {
      for (const name of probedFirst) if ((await known(name)).ok) return name
      return 'reference'
    },
    async close() {
      const running = [...probing]
      for (const worker of running) worker.kill('the lab was closed')
      await Promise.all(running.map((worker) => worker.gone))
    },
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof LabError && error.code === 'worker-died') return `The process that probed it is gone: ${String(error.details['how'])}.`
  return error instanceof Error ? error.message : String(error)
}

async function withLimit<T>(worker: WorkerProcess, limitMs: number, work: (worker: WorkerProcess) => Promise<T>): Promise<T> {
  const timer = setTimeout(() => worker.kill(`the probe took longer than ${limitMs / 1000} s`), limitMs)
  const gone = worker.gone.then((how) => Promise.reject(died(how)))
  try {
    return await Promise.race([work(worker).catch((error: unknown) => (isLost(error) ? gone : Promise.reject(error as Error))), gone])
  } finally {
    clearTimeout(timer)
  }
}

function isLost(error: unknown): boolean {
  return error instanceof LabError && error.code === 'disconnected'
}
