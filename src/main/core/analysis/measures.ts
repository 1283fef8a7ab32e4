import type { MeasureCard } from '../../../shared/contract.ts'
import { LabError } from '../../../shared/errors.ts'
import { RunConfig } from '../../../shared/schema/run-config.ts'
import type { RunId } from '../../../shared/schema/run.ts'
import type { Store } from '../store/store.ts'
import type { WorkerPool } from './pool.ts'

export interface Measures {
  cards(): Promise<readonly MeasureCard[]>
  check(ids: readonly string[]): Promise<void>
  /** Computes on saved weights, in the worker, and keeps the values. */
  measure(run: RunId, measure: string, step: number | null, signal: AbortSignal): Promise<{ readonly step: number; readonly values: Record<string, number> }>
}

/** The lab itself cannot name the measures: they live where they are computed. What the worker says of them is asked once. */
export function measures(store: Store, pool: WorkerPool): Measures {
  let asked: Promise<readonly MeasureCard[]> | null = null
  const cards = (): Promise<readonly MeasureCard[]> => {
    asked ??= pool.use((worker) => worker.call('measureCards', {}))
    asked.catch(() => (asked = null))
    return asked
  }
  const usual: readonly string[] = RunConfig.shape.measures.parse(undefined)

  const check = async (ids: readonly string[]): Promise<void> => {
    if (ids.every((id) => usual.includes(id))) return // known without a worker
    const known = (await cards()).map((card) => card.id)
    const stranger = ids.find((id) => !known.includes(id))
    if (stranger === undefined) return
    throw new LabError('bad-config', `There is no measure ${JSON.stringify(stranger)}. Nothing was changed. Choose from: ${known.join(', ')}.`, { measure: stranger, known })
  }

  return {
    cards,
    check,
    async measure(run, measure, step, signal) {
      const { config } = store.summary(run)
      await check([measure])
      const saved = await store.checkpoints.weights(run, step)
      const values = await pool.use((worker) => worker.call('measure', { measure, config, weights: { ...saved.tensors } }), signal)
      store.measures.put(run, saved.step, measure, values)
      return { step: saved.step, values }
    },
  }
}
