/** Of a Chromium trace, what is needed here. Times in microseconds. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Of it, what the thread computed: without the time in which other programs had the processor. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

export interface FrameWork {
  readonly frames: number
  /** Frames a second over the whole stretch. */
  readonly perSecond: number
  /** Work of the main thread in a frame, ms of its own time: the 50th and 95th percentile and the most. */
  readonly median: number
  readonly p95: number
  readonly most: number
}

const tasks = new Set(['RunTask', 'ThreadControllerImpl::RunTask'])
const frameBegins = 'BeginMainThreadFrame'

/**
 * Work of the page's main thread from the beginning of one frame to that of the next: the thread's own time in its tasks, each counted
 * where it lies and a task within a task once. The page is the renderer whose main thread began the most frames.
 */
export function frameWork(events: readonly TraceEvent[]): FrameWork | null {
  const mains = events.filter((e) => e.ph === 'M' && e.name === 'thread_name' && e.args?.name === 'CrRendererMain')
  const of = (thread: TraceEvent): TraceEvent[] => events.filter((e) => e.pid === thread.pid && e.tid === thread.tid)
  const page = mains
    .map(of)
    .map((own) => ({ own, begins: own.filter((e) => e.name === frameBegins).map(({ ts }) => ts).sort((a, b) => a - b) }))
    .sort((a, b) => b.begins.length - a.begins.length)[0]
  if (page === undefined || page.begins.length < 3) return null
  const { own, begins } = page
  const busy = outermost(own.filter((e) => e.ph === 'X' && tasks.has(e.name)))
  const work = begins.slice(1).map((end, i) => workBetween(busy, begins[i] ?? end, end) / 1000)
  const sorted = work.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
  const span = ((begins.at(-1) ?? 0) - (begins[0] ?? 0)) / 1e6
  return { frames: work.length, perSecond: work.length / span, median: at(0.5), p95: at(0.95), most: sorted.at(-1) ?? NaN }
}

interface Task {
  readonly from: number
  readonly to: number
  /** Part of its span in which the thread computed. */
  readonly share: number
}

/** Tasks that lie in no other, ascending. */
function outermost(events: readonly TraceEvent[]): readonly Task[] {
  const kept: Task[] = []
  for (const { ts, dur = 0, tdur } of events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    if (ts >= (kept.at(-1)?.to ?? -Infinity)) kept.push({ from: ts, to: ts + dur, share: tdur === undefined || dur === 0 ? 1 : Math.min(1, tdur / dur) })
  }
  return kept
}

function workBetween(busy: readonly Task[], from: number, to: number): number {
  return busy.reduce((sum, task) => sum + task.share * Math.max(0, Math.min(task.to, to) - Math.max(task.from, from)), 0)
}
