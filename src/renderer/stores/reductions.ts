import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId, RunSummary } from '../../shared/schema/run.ts'
import type { Reducer, TableColumn } from '../../shared/schema/table.ts'
import { stepOf } from '../components/run-status.ts'
import { useLab } from '../platform/client.ts'
import { isDisconnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** One stored point of a series of a run. */
export interface Reduced {
  readonly step: number
  readonly value: number
}

interface Kept {
  /** The committed step up to which the series was looked at. */
  readonly upTo: number
  readonly point: Reduced | null
}

/** A live run is looked at again at most this often. */
const refreshMs = 1_000
const keyOf = (series: string, reducer: Reducer): string => `${series} ${JSON.stringify(reducer)}`

/** One stored value of any series of many runs, as columns of tables ask for them: asked once for all runs, again for those that moved on. */
export const useReductions = defineStore('reductions', () => {
  const lab = useLab()
  const notices = useNotices()
  const all = shallowRef<ReadonlyMap<string, ReadonlyMap<RunId, Kept>>>(new Map())
  let wanted: { readonly runs: readonly RunSummary[]; readonly columns: readonly TableColumn[] } = { runs: [], columns: [] }
  let isReading = false
  let readAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Undefined until the lab has answered; null where the run has no such point. */
  function of(run: RunId, series: string, reducer: Reducer): Reduced | null | undefined {
    return all.value.get(keyOf(series, reducer))?.get(run)?.point
  }

  function want(runs: readonly RunSummary[], columns: readonly TableColumn[]): void {
    wanted = { runs, columns }
    void read()
  }

  function stale(): { readonly runs: readonly RunSummary[]; readonly columns: readonly TableColumn[] } {
    const old = (run: RunSummary, column: TableColumn): boolean => all.value.get(keyOf(column.series, column.reducer))?.get(run.id)?.upTo !== stepOf(run.state)
    const runs = wanted.runs.filter((run) => wanted.columns.some((column) => old(run, column)))
    return { runs, columns: wanted.columns.filter((column) => runs.some((run) => old(run, column))) }
  }

  /** What was never looked at is read at once, what moved on after a while. */
  async function read(): Promise<void> {
    if (isReading) return
    const { runs, columns } = stale()
    if (runs.length === 0 || columns.length === 0) return
    const isNew = columns.some(({ series, reducer }) => runs.some(({ id }) => all.value.get(keyOf(series, reducer))?.has(id) !== true))
    const wait = readAt + refreshMs - performance.now()
    if (!isNew && wait > 0) {
      timer ??= setTimeout(() => {
        timer = undefined
        void read()
      }, wait)
      return
    }
    readAt = performance.now()
    isReading = true
    try {
      const answer = await lab.call('runs.table', { ids: runs.map(({ id }) => id), columns })
      const next = new Map(all.value)
      columns.forEach(({ series, reducer }, c) => {
        const kept = new Map(next.get(keyOf(series, reducer)))
        const { values, steps } = answer.columns[c] ?? { values: new Float64Array(), steps: new Int32Array() }
        runs.forEach((run, r) => {
          const step = steps[r] ?? -1
          kept.set(run.id, { upTo: stepOf(run.state), point: step < 0 ? null : { step, value: values[r] ?? NaN } })
        })
        next.set(keyOf(series, reducer), kept)
      })
      all.value = next
    } catch (error) {
      // What could not be read is not asked for again until the table changes; the message stays.
      if (!isDisconnection(error)) notices.fail('Values of the table could not be read', error)
      wanted = { runs: [], columns: [] }
    } finally {
      isReading = false
    }
    void read()
  }

  return { of, want }
})
