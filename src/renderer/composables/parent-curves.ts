import { markRaw, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { Curves, RunId, RunSummary } from '../../shared/schema/run.ts'
import { useLab } from '../platform/client.ts'
import { useRuns } from '../stores/runs.ts'

/** The run that another was forked from, with its curves as they stand when it is looked at. */
export interface ParentCurves {
  readonly run: RunSummary
  readonly step: number
  readonly curves: Curves
}

const drawn = ['train_accuracy', 'test_accuracy', 'train_loss', 'test_loss']

/** Null for a run that is no fork, or whose parent this store has no more. */
export function useParentCurves(run: MaybeRefOrGetter<RunSummary | null>): Readonly<ShallowRef<ParentCurves | null>> {
  const lab = useLab()
  const runs = useRuns()
  const parent = shallowRef<ParentCurves | null>(null)

  const read = async (id: RunId, step: number, signal: AbortSignal): Promise<void> => {
    const known = runs.byId.get(id)
    if (known === undefined) return
    try {
      const curves = await lab.call('runs.curves', { id }, { signal })
      parent.value = markRaw({ run: known, step, curves: Object.fromEntries(Object.entries(curves).filter(([name]) => drawn.includes(name))) })
    } catch {
      // The fork has those points itself; what its parent did after is a comparison that may be missing.
    }
  }

  watch(
    () => {
      const own = toValue(run)?.parent ?? null
      return own === null || own.fork === null || own.step === null ? null : `${own.run} ${own.step} ${runs.byId.get(own.run)?.state.status ?? ''}`
    },
    (key, _before, onCleanup) => {
      const own = toValue(run)?.parent ?? null
      if (key === null || own === null || own.step === null) {
        parent.value = null
        return
      }
      const leaving = new AbortController()
      onCleanup(() => leaving.abort())
      void read(own.run, own.step, leaving.signal)
    },
    { immediate: true },
  )
  return parent
}
