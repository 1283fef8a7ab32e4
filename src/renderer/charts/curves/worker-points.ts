import type { SeriesData } from '../../../shared/schema/run.ts'
import { isGrownFrom } from '../../stores/growing-series.ts'
import type { ToCurvesWorker } from './worker-messages.ts'

/** Points as a worker has them: once, whatever number of its figures draws them. */
export interface WorkerPoints {
  /** The number under which the worker has these points, sent now unless it has them; of a series that has grown only what is new. */
  hold(points: SeriesData, before: number | null): number
  /** One figure fewer draws them; the last one frees them. */
  release(id: number): void
}

const nothing: SeriesData = { steps: new Uint32Array(), values: new Float64Array() }

interface Sent {
  points: SeriesData
  users: number
}

export function workerPoints(post: (message: ToCurvesWorker, transfer: Transferable[]) => void): WorkerPoints {
  const sent = new Map<number, Sent>()
  const byMemory = new WeakMap<ArrayBufferLike, number>()
  let last = 0

  function send(id: number, points: SeriesData, from: number): void {
    // A view would be posted with all of the memory it lies in.
    const [steps, values] = [points.steps.slice(from), points.values.slice(from)]
    post({ kind: 'points', id, points: { steps, values } }, [steps.buffer, values.buffer])
  }

  /** Under what number these points, or the beginning or the continuation of them, were sent. */
  function known(points: SeriesData): number | null {
    const id = byMemory.get(points.values.buffer) ?? null
    const has = id === null ? undefined : sent.get(id)?.points
    return has !== undefined && (isGrownFrom(points, has) || isGrownFrom(has, points)) ? id : null
  }

  function release(id: number): void {
    const entry = sent.get(id)
    if (entry === undefined) return
    entry.users--
    if (entry.users > 0) return
    sent.delete(id)
    byMemory.delete(entry.points.values.buffer)
    post({ kind: 'drop', id }, [])
  }

  return {
    hold(points, before) {
      const id = known(points) ?? (last += 1)
      const entry = sent.get(id) ?? { points: nothing, users: 0 }
      sent.set(id, entry)
      byMemory.set(points.values.buffer, id)
      const has = entry.points.steps.length
      if (points.steps.length > has || has === 0) {
        send(id, points, has)
        entry.points = points
      }
      if (before === id) return id
      entry.users++
      if (before !== null) release(before)
      return id
    },
    release,
  }
}
