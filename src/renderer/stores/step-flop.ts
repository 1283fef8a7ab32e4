import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { groupKey } from '../../shared/runs/seed-groups.ts'
import { flopRequest, lineage, stepFlop } from '../../shared/runs/step-flop.ts'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import { useLab } from '../platform/client.ts'
import { isDisconnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** Floating-point operations of a training step, counted by the compiler once for all runs that differ by their seeds only. */
export const useStepFlop = defineStore('step-flop', () => {
  const lab = useLab()
  const notices = useNotices()
  const known = shallowRef<ReadonlyMap<string, number | null>>(new Map())
  const asked = new Set<string>()

  /** Undefined until they are counted; null where they cannot be. */
  const of = (run: RunSummary): number | null | undefined => known.value.get(groupKey(run.config))

  /** Counts what is not known yet of these runs, and of those they were forked from. */
  function want(runs: readonly RunSummary[], find: (id: RunId) => RunSummary | undefined): void {
    for (const run of runs.flatMap((each) => lineage(each, find))) {
      const key = groupKey(run.config)
      if (asked.has(key)) continue
      asked.add(key)
      void count(key, run)
    }
  }

  async function count(key: string, run: RunSummary): Promise<void> {
    try {
      const explanation = await lab.call('programs.explain', flopRequest(run))
      known.value = new Map(known.value).set(key, stepFlop(explanation))
    } catch (error) {
      // A lost connection is asked again when the chart is drawn anew.
      if (isDisconnection(error)) return void asked.delete(key)
      known.value = new Map(known.value).set(key, null)
      notices.fail(`The operations of ${run.name} were not counted`, error)
    }
  }

  return { of, want }
})
