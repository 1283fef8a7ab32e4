/** Of a Chromium trace, what is needed here. Times in microseconds. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly args?: { readonly name?: string }
}

export interface FrameWork {
  readonly frames: number
  /** Frames a second over the whole stretch. */
  readonly perSecond: number
  /** Work of the main thread in a frame, ms: the 50th and 95th percentile and the most. */
  readonly median: number
  readonly p95: number
  readonly most: number
}

const tasks = new Set(['RunTask', 'ThreadControllerImpl::RunTask'])
const frameBegins = 'BeginMainThreadFrame'

/**
 * Work of the page's main thread from the beginning of one frame to that of the next: the union of its tasks, so that a task within a task
 * counts once. The page is the renderer whose main thread began the most frames.
 */
export function frameWork(events: readonly TraceEvent[]): FrameWork | null {
  const mains = events.filter((e) => e.ph === 'M' && e.name === 'thread_name' && e.args?.name === 'CrRendererMain')
  const isOf = (thread: TraceEvent) => (e: TraceEvent): boolean => e.pid === thread.pid && e.tid === thread.tid
  const begins = mains
    .map((thread) => events.filter((e) => e.name === frameBegins && isOf(thread)(e)).map(({ ts }) => ts).sort((a, b) => a - b))
    .map((ts, i) => ({ ts, thread: mains[i] }))
    .sort((a, b) => b.ts.length - a.ts.length)[0]
  if (begins?.thread === undefined || begins.ts.length < 3) return null
  const busy = union(events.filter((e) => e.ph === 'X' && tasks.has(e.name) && isOf(begins.thread as TraceEvent)(e)).map((e) => [e.ts, e.ts + (e.dur ?? 0)] as const))
  const work = begins.ts.slice(1).map((end, i) => overlap(busy, begins.ts[i] ?? end, end) / 1000)
  const sorted = work.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
  const span = ((begins.ts.at(-1) ?? 0) - (begins.ts[0] ?? 0)) / 1e6
  return { frames: work.length, perSecond: work.length / span, median: at(0.5), p95: at(0.95), most: sorted.at(-1) ?? NaN }
}

type Span = readonly [number, number]

/** Disjoint spans that cover the same time, ascending. */
export function union(spans: readonly Span[]): readonly Span[] {
  const joined: [number, number][] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

function overlap(spans: readonly Span[], from: number, to: number): number {
  return spans.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0)
}
