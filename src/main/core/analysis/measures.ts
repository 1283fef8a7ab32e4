import type { MeasureCard, MeasureResult } from '../../../shared/contract.ts'
import type { MeasureChoice, MeasureParameters } from '../../../shared/schema/config/measures.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { WorkerClient } from '../../../shared/worker-contract.ts'
import type { Gather } from '../files/gather.ts'
import { usableConfig } from '../store/saved-config.ts'
import type { Store } from '../store/store.ts'
import type { WorkerPool } from './pool.ts'

/** What is measured, and where. */
export interface MeasureOrder {
  readonly run: RunId
  readonly measure: string
  /** The last checkpoint where it is null. */
  readonly step: number | null
  readonly parameters: MeasureParameters
}

export interface Measures {
  cards(): Promise<readonly MeasureCard[]>
  /** Refuses measures that there are not, and parameters that they do not have. */
  check(measures: readonly MeasureChoice[]): Promise<void>
  /** Computes on saved weights, in the worker, and keeps the values. `progress` hears how far it is, 0 to 1. */
  measure(order: MeasureOrder, progress: (share: number) => Promise<void>, signal: AbortSignal): Promise<{ readonly step: number } & MeasureResult>
}

/** A run by its configuration, and a checkpoint of it with the one before, each by its step and the hash of its file. */
interface Sent {
  readonly run: string
  readonly checkpoint: string
}

/** The lab itself cannot name the measures: they live where they are computed. What the worker says of them is asked once. */
export function measures(store: Store, pool: WorkerPool, gather: Gather): Measures {
  let asked: Promise<readonly MeasureCard[]> | null = null
  const cards = (): Promise<readonly MeasureCard[]> => {
    asked ??= pool.use((worker) => worker.call('measureCards', {}))
    asked.catch(() => (asked = null))
    return asked
  }
  /** What each worker was given to measure: many measures are asked of one checkpoint, and reading and sending it takes longer than most of them. */
  const sent = new WeakMap<WorkerClient, Sent>()
  const weightsOf = async (run: RunId, step: number) => ({ step, weights: { ...(await store.checkpoints.weights(run, step)).tensors } })
  const usual: readonly MeasureChoice[] = RunConfig.shape.measures.parse(undefined)

  return {
    cards,
    async check(chosen) {
      if (chosen.every((each) => usual.includes(each))) return // known without a worker
      await pool.use((worker) => worker.call('checkMeasures', { measures: [...chosen] }))
    },
    async measure({ run, measure, step, parameters }, progress, signal) {
      const config = usableConfig(store.runs.get(run))
      const { step: at, sha256 } = store.checkpoints.weightsBlob(run, step)
      const before = store.checkpoints.list(run).findLast((each) => each.step < at)?.step
      const wanted: Sent = {
        run: JSON.stringify(config),
        checkpoint: JSON.stringify([at, sha256, before === undefined ? null : [before, store.checkpoints.weightsBlob(run, before).sha256]]),
      }
      const result = await pool.use(async (worker, isAlive) => {
        const had = sent.get(worker)
        sent.delete(worker) // until it has what is wanted
        if (had?.run !== wanted.run) await worker.call('measuredRun', { config, files: await gather(config) })
        if (had?.run !== wanted.run || had.checkpoint !== wanted.checkpoint) await worker.call('measuredCheckpoint', { ...(await weightsOf(run, at)), previous: before === undefined ? null : await weightsOf(run, before) })
        sent.set(worker, wanted)
        const stream = worker.stream('measure', { measure, parameters }, { signal })
        for await (const { share } of stream) {
          isAlive()
          await progress(share)
        }
        return stream.end
      }, signal)
      store.measures.put({ run, step: at, measure, parameters }, result.values)
      return { step: at, ...result }
    },
  }
}
