import type { MeasureParameters } from '../../../../shared/schema/config/measures.ts'
import type { RunId } from '../../../../shared/schema/run.ts'
import type { NamedTensors } from '../../../../shared/tensors.ts'
import { ByteCache } from './byte-cache.ts'

/** A measure on one checkpoint. */
export interface MeasureOrder {
  readonly run: RunId
  readonly measure: string
  readonly step: number
  readonly parameters: MeasureParameters
}

export interface MeasureAnswer {
  readonly step: number
  readonly values: Readonly<Record<string, number>>
  readonly arrays: NamedTensors
}

/** Who computes: the lab. `heard` is told how far it is, 0 to 1. */
export type AskLab = (order: MeasureOrder, signal: AbortSignal, heard: (share: number) => void) => Promise<MeasureAnswer>

interface Job {
  readonly key: string
  readonly order: MeasureOrder
  readonly stop: AbortController
  readonly listeners: Set<(share: number) => void>
  readonly answer: PromiseWithResolvers<MeasureAnswer>
  isUrgent: boolean
}

/** What nobody waits for any more may still end by itself in this time: to break it off costs the lab a worker. */
const graceMs = 1500

/**
 * Answers of measures, one asked after the other: what the playhead stands on before what is read ahead. What is asked twice is
 * computed once; what nobody waits for any more is not begun, and broken off where it is long. Answers stay in memory up to a
 * number of bytes.
 */
export class Answers {
  readonly #ask: AskLab
  readonly #known: ByteCache<MeasureAnswer>
  #waiting: Job[] = []
  #running: Job | null = null

  constructor(ask: AskLab, limitBytes: number) {
    this.#ask = ask
    this.#known = new ByteCache(limitBytes, ({ arrays }) => Object.values(arrays).reduce((sum, { data }) => sum + data.byteLength, 200))
  }

  get(order: MeasureOrder): MeasureAnswer | null {
    return this.#known.get(keyOf(order))
  }

  /** Rejects with what the lab said; once `signal` is aborted, nothing is said any more. */
  want(order: MeasureOrder, { signal, isUrgent = true, heard = () => {} }: { readonly signal: AbortSignal; readonly isUrgent?: boolean; readonly heard?: (share: number) => void }): Promise<MeasureAnswer> {
    const key = keyOf(order)
    const known = this.#known.get(key)
    if (known) return Promise.resolve(known)
    const job = this.#jobOf(key, order, isUrgent)
    job.listeners.add(heard)
    signal.addEventListener('abort', () => this.#leave(job, heard), { once: true })
    queueMicrotask(() => this.#next())
    return job.answer.promise
  }

  #jobOf(key: string, order: MeasureOrder, isUrgent: boolean): Job {
    const known = [...(this.#running ? [this.#running] : []), ...this.#waiting].find((job) => job.key === key && !job.stop.signal.aborted)
    if (known) {
      known.isUrgent ||= isUrgent
      return known
    }
    const job: Job = { key, order, stop: new AbortController(), listeners: new Set(), answer: Promise.withResolvers(), isUrgent }
    // Whoever left does not hear of a failure either.
    job.answer.promise.catch(() => {})
    this.#waiting.push(job)
    return job
  }

  #leave(job: Job, heard: (share: number) => void): void {
    job.listeners.delete(heard)
    if (job.listeners.size > 0) return
    if (job !== this.#running) this.#waiting = this.#waiting.filter((each) => each !== job)
    else setTimeout(() => job.listeners.size === 0 && job.stop.abort(), graceMs)
  }

  #next(): void {
    if (this.#running !== null) return
    const job = this.#waiting.find(({ isUrgent }) => isUrgent) ?? this.#waiting[0]
    if (!job) return
    this.#waiting = this.#waiting.filter((each) => each !== job)
    this.#running = job
    this.#ask(job.order, job.stop.signal, (share) => job.listeners.forEach((heard) => heard(share)))
      .then((answer) => {
        this.#known.put(job.key, answer)
        job.answer.resolve(answer)
      })
      .catch((error: unknown) => job.answer.reject(error))
      .finally(() => {
        this.#running = null
        this.#next()
      })
  }
}

function keyOf({ run, measure, step, parameters }: MeasureOrder): string {
  return JSON.stringify([run, measure, step, Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))])
}
