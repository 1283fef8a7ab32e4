import { defineStore } from 'pinia'
import { markRaw, shallowRef } from 'vue'
import type { Curves, RunId, RunSummary } from '../../shared/schema/run.ts'
import { stepOf } from '../components/run-status.ts'
import { useLab } from '../platform/client.ts'
import { isDisconnection } from './follow.ts'
import { useNotices } from './notices.ts'

interface Sketch {
  /** The committed step that the curves go up to. */
  readonly step: number
  readonly curves: Curves
}

const series = ['train_accuracy', 'test_accuracy'] as const
/** Runs in one answer: what a screen shows comes in a few, and none holds up the lab. */
const mostAtOnce = 16
/** A live run is sketched again at most this often. */
const refreshMs = 1_000

/** The two accuracies of many runs, for sparklines: read when a row comes into view, again when the run has moved on. */
export const useSketches = defineStore('sketches', () => {
  const lab = useLab()
  const notices = useNotices()
  const all = shallowRef<ReadonlyMap<RunId, Sketch>>(new Map())
  const readAt = new Map<RunId, number>()
  const waiting = new Map<RunId, number>()
  let isReading = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function want(runs: readonly RunSummary[]): void {
    for (const run of runs) {
      const step = stepOf(run.state)
      // Before its first logged point a run has no series to ask for.
      if (run.final !== null && all.value.get(run.id)?.step !== step) waiting.set(run.id, step)
    }
    void readNext()
  }

  /** What was never looked at is read at once, what moved on after a while. */
  async function readNext(): Promise<void> {
    if (isReading || waiting.size === 0) return
    const now = performance.now()
    const due = [...waiting].filter(([id]) => now - (readAt.get(id) ?? -Infinity) >= refreshMs).slice(0, mostAtOnce)
    if (due.length === 0) {
      timer ??= setTimeout(() => {
        timer = undefined
        void readNext()
      }, refreshMs)
      return
    }
    for (const [id] of due) {
      waiting.delete(id)
      readAt.set(id, now)
    }
    isReading = true
    try {
      const { runs } = await lab.call('runs.sketches', { ids: due.map(([id]) => id), series: [...series] })
      const steps = new Map(due)
      const next = new Map(all.value)
      for (const { id, curves } of runs) next.set(id, { step: steps.get(id) ?? -1, curves: markRaw(curves) })
      all.value = next
    } catch (error) {
      if (!isDisconnection(error)) notices.fail('Curves could not be read', error)
    } finally {
      isReading = false
    }
    void readNext()
  }

  return { all, want }
})
