import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Curves, RunId, RunSummary } from '../../shared/schema/run.ts'
import { stepOf } from '../components/run-status.ts'
import { useLab } from '../platform/client.ts'
import { isDisconnection } from './follow.ts'
import { useNotices } from './notices.ts'
import { thinCurve } from './thin-curve.ts'

interface Sketch {
  /** The committed step that the curves go up to. */
  readonly step: number
  readonly curves: Curves
}

const series = ['train_accuracy', 'test_accuracy'] as const
const mostAtOnce = 4
/** A live run is sketched again at most this often. */
const refreshMs = 1_000

/** The two accuracies of many runs, for sparklines: read when a row comes into view, again when the run has moved on. */
export const useSketches = defineStore('sketches', () => {
  const lab = useLab()
  const notices = useNotices()
  const all = shallowRef<ReadonlyMap<RunId, Sketch>>(new Map())
  const readAt = new Map<RunId, number>()
  const waiting = new Map<RunId, number>()
  let reading = 0

  function want(runs: readonly RunSummary[]): void {
    for (const run of runs) {
      const step = stepOf(run.state)
      // Before its first logged point a run has no series to ask for.
      if (run.final !== null && all.value.get(run.id)?.step !== step) waiting.set(run.id, step)
    }
    readNext()
  }

  function readNext(): void {
    const now = performance.now()
    for (const [id, step] of waiting) {
      if (reading >= mostAtOnce) return
      if (now - (readAt.get(id) ?? -Infinity) < refreshMs) continue
      waiting.delete(id)
      readAt.set(id, now)
      void read(id, step)
    }
    if (waiting.size > 0 && reading === 0) setTimeout(readNext, refreshMs)
  }

  async function read(id: RunId, step: number): Promise<void> {
    reading++
    try {
      const curves = await lab.call('runs.curves', { id, series: [...series] })
      const thin = Object.fromEntries(Object.entries(curves).map(([name, curve]) => [name, thinCurve(curve)]))
      all.value = new Map(all.value).set(id, { step, curves: thin })
    } catch (error) {
      if (!isDisconnection(error)) notices.fail('A curve could not be read', error)
    } finally {
      reading--
      readNext()
    }
  }

  return { all, want }
})
