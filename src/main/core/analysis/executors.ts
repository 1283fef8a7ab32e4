import { preference } from '../../../engine/executors/preference.ts'
import { expectsGpu, findInstallation } from '../../../engine/executors/tensorflow/installation.ts'
import { LabError } from '../../../shared/errors.ts'
import type { ExecutorReport } from '../../../shared/contract.ts'
import { ExecutorName } from '../../../shared/schema/run.ts'
import { died, startWorker, type WorkerCommand, type WorkerProcess } from '../runs/worker-process.ts'

/** Executors that no run is given to, each with the sentence why. */
export type Unfit = Readonly<Partial<Record<ExecutorName, string>>>

/** What is known of the executors of this computer. Only workers load them: one that crashes or hangs ends its probe, not the lab. */
export interface Executors {
  /** Probes all of them anew, each in a worker of its own. Once the signal is aborted, the probe in progress ends and the rest are left out. */
  probeAll(signal: AbortSignal): Promise<ExecutorReport[]>
  /** What a probe found unfit of those that a run may get: the forced one, or those the lab chooses from and the one before. Probed once a lab. */
  unfitFor(forced: ExecutorName | null, before?: ExecutorName | null): Promise<Unfit>
  /** The one that runs get where nothing else is faster. */
  usual(): Promise<ExecutorName>
  /** Ends the probes in progress. */
  close(): Promise<void>
}

/** A crash is seen at once; this is for one that hangs. */
const probeMs = 60_000

/** How TensorFlow may come into a choice that is left to the lab: it is not installed, is there on a CPU, or is expected to use a GPU. */
export type TensorflowPlace = 'absent' | 'on the CPU' | 'on a GPU'

export function tensorflowPlace(): TensorflowPlace {
  const installation = findInstallation()
  if (installation === null) return 'absent'
  return expectsGpu(installation) ? 'on a GPU' : 'on the CPU'
}

export function executors(command: WorkerCommand, limitMs = probeMs, tensorflow = tensorflowPlace): Executors {
  const reports = new Map<ExecutorName, Promise<ExecutorReport>>()
  const probing = new Set<WorkerProcess>()

  const probe = async (name: ExecutorName, signal?: AbortSignal): Promise<ExecutorReport> => {
    if (signal?.aborted) throw cancelled()
    const started = performance.now()
    const worker = startWorker(command)
    probing.add(worker)
    const leave = (): void => worker.kill('the one who asked is gone')
    signal?.addEventListener('abort', leave, { once: true })
    try {
      await worker.ready
      const { healthy, absent, build, device, note, seconds } = await withLimit(worker, limitMs, (w) => w.client.call('probe', { executor: name }))
      return { name, ok: healthy, state: healthy ? 'healthy' : absent ? 'absent' : 'refused', device, build, reason: healthy ? null : note, note, seconds }
    } catch (error) {
      // Not a finding: the next who asks probes again.
      if (signal?.aborted) throw cancelled()
      const note = sentenceOf(error)
      return { name, ok: false, state: 'refused', device: null, build: null, reason: note, note, seconds: (performance.now() - started) / 1000 }
    } finally {
      signal?.removeEventListener('abort', leave)
      await worker.release()
      probing.delete(worker)
    }
  }
  const known = (name: ExecutorName): Promise<ExecutorReport> => {
    const report = reports.get(name) ?? probe(name)
    reports.set(name, report)
    return report
  }

  /**
   * The reports that a choice left to the lab depends on, in order of preference. The reference needs nothing but Node. A probe of
   * TensorFlow takes seconds, so it waits until the choice could come to it: nothing before it is sound, or a GPU makes it a rival.
   */
  const inChoice = async (): Promise<ExecutorReport[]> => {
    const found: ExecutorReport[] = []
    for (const name of preference) {
      const isReached = !found.some(({ ok }) => ok)
      if (name === 'native' || (name === 'tensorflow' && tensorflow() !== 'absent' && (isReached || tensorflow() === 'on a GPU'))) found.push(await known(name))
    }
    return found
  }

  return {
    // One after the other: two that use every core would slow each other down.
    async probeAll(signal) {
      const all: ExecutorReport[] = []
      for (const name of ExecutorName.options) {
        const report = await probe(name, signal)
        reports.set(name, Promise.resolve(report))
        all.push(report)
      }
      return all
    },
    async unfitFor(forced, before = null) {
      const found = forced === null ? await inChoice() : []
      const named = forced ?? before
      if (named !== null && named !== 'reference') found.push(await known(named))
      return Object.fromEntries(found.flatMap(({ name, state, reason }) => (state === 'refused' ? [[name, reason ?? '']] : [])))
    },
    async usual() {
      return (await inChoice()).find(({ ok }) => ok)?.name ?? 'reference'
    },
    async close() {
      const running = [...probing]
      for (const worker of running) worker.kill('the lab was closed')
      await Promise.all(running.map((worker) => worker.gone))
    },
  }
}

function cancelled(): LabError {
  return new LabError('cancelled', 'The one who asked is gone, so the executors were not probed to the end. Nothing was changed.')
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
