import { LabError } from '../../../shared/errors.ts'
import { BenchWorkload, type BenchItem, type BenchMeasurement, type BenchOrder, type BenchRequest, type BenchSample } from '../../../shared/schema/bench.ts'
import { died, startWorker, type WorkerCommand } from '../runs/worker-process.ts'
import { benchRow } from './bench-row.ts'

/** How long and how patiently a workload is measured in one round. */
export interface Pace {
  readonly rounds: number
  readonly seconds: number
  readonly patienceSeconds: number
}

export const paces = {
  quick: { rounds: 1, seconds: 2, patienceSeconds: 2 },
  thorough: { rounds: 5, seconds: 5, patienceSeconds: 30 },
} as const satisfies Readonly<Record<string, Pace>>

/** Cores that others may use meanwhile: the figure of `bench/peers/harness.py`. */
export const maxForeign = 0.12

export type OnSample = (sample: BenchSample) => Promise<void> | void

/** Measures in a process of its own, so that its peak memory is that of the workload and no round leaves anything behind for the next. */
export async function measureOnce(command: WorkerCommand, request: BenchRequest, onSample: OnSample, signal: AbortSignal): Promise<BenchMeasurement> {
  const worker = startWorker(command)
  const cancelled = (): LabError => new LabError('cancelled', 'The benchmark was cancelled. Nothing was changed.')
  const leave = (): void => worker.kill('the benchmark was cancelled')
  signal.addEventListener('abort', leave, { once: true })
  try {
    if (signal.aborted) throw cancelled()
    await worker.ready
    const measuring = worker.client.stream('bench', request)
    const work = async (): Promise<BenchMeasurement> => {
      for await (const sample of measuring) await onSample(sample)
      return measuring.end
    }
    return await Promise.race([work(), worker.gone.then((how) => Promise.reject(died(how)))])
  } catch (error) {
    throw signal.aborted ? cancelled() : error
  } finally {
    signal.removeEventListener('abort', leave)
    await worker.release()
  }
}

/**
 * The workloads round by round, so that what disturbs the machine for a while hits all alike; rows follow in the last round.
 *
 * @param most threads of the machine: as with runs, more than there are would never be free
 */
export async function bench(command: WorkerCommand, order: BenchOrder, most: number, send: (item: BenchItem) => Promise<void>, signal: AbortSignal): Promise<void> {
  const pace = order.quick ? paces.quick : paces.thorough
  const rounds = order.rounds ?? pace.rounds
  const threads = Math.min(order.threads ?? most, most)
  const wanted = order.workloads ?? BenchWorkload.options
  const measured = new Map<BenchWorkload, BenchMeasurement[]>()
  for (let round = 1; round <= rounds; round++) {
    for (const workload of wanted) {
      const { seconds, patienceSeconds } = pace
      const request = { workload, executor: order.executor, threads, products: true, seconds, patienceSeconds, maxForeign }
      const measurement = await measureOnce(command, request, (sample) => send({ kind: 'sample', workload, round, rounds, sample }), signal)
      const all = [...(measured.get(workload) ?? []), measurement]
      measured.set(workload, all)
      if (round === rounds) await send({ kind: 'row', row: benchRow(all, maxForeign) })
    }
  }
}
