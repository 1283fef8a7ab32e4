import type { CDPSession, Page } from '@playwright/test'
import { frameWork, type FrameWork, type TraceEvent } from './trace.ts'

const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame', '__metadata']

/** What the main thread does in each frame while something is done to the page. */
export async function recordFrames(page: Page, doing: () => Promise<void>): Promise<FrameWork> {
  const cdp = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])))
  const ended = new Promise<void>((done) => cdp.once('Tracing.tracingComplete', () => done()))
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: categories } })
  try {
    await doing()
  } finally {
    await cdp.send('Tracing.end')
    await ended
    await cdp.detach()
  }
  const found = frameWork(events)
  if (found === null) throw new Error('The trace holds no frames of the page.')
  return found
}

export interface Held {
  /** Bytes that JavaScript holds: objects, and the array buffers behind typed arrays, which lie beside the heap. */
  readonly bytes: number
  /** Of them, in the buffers of the typed arrays that points are kept in, with the room they have to grow. */
  readonly inPoints: number
}

/** After a collection. */
export async function heldAfterCollection(cdp: CDPSession): Promise<Held> {
  await cdp.send('HeapProfiler.collectGarbage')
  const usage = (await cdp.send('Runtime.getHeapUsage')) as { readonly usedSize: number; readonly backingStorageSize?: number }
  return { bytes: usage.usedSize + (usage.backingStorageSize ?? 0), inPoints: await bytesOfPoints(cdp) }
}

/** Each buffer once, however many views it has. */
async function bytesOfPoints(cdp: CDPSession): Promise<number> {
  const objectGroup = 'held'
  const found: string[] = []
  for (const name of ['Float64Array', 'Uint32Array']) {
    const { result } = await cdp.send('Runtime.evaluate', { expression: `${name}.prototype`, objectGroup })
    const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '', objectGroup })
    if (objects.objectId !== undefined) found.push(objects.objectId)
  }
  const [first, second] = found
  if (first === undefined || second === undefined) return 0
  const sum = 'function (others) { const all = new Set([...this, ...others].map((view) => view.buffer)); return [...all].reduce((bytes, buffer) => bytes + buffer.byteLength, 0) }'
  const { result } = await cdp.send('Runtime.callFunctionOn', { objectId: first, functionDeclaration: sum, arguments: [{ objectId: second }], returnByValue: true })
  await cdp.send('Runtime.releaseObjectGroup', { objectGroup })
  return Number(result.value)
}

/** Two frames: what was asked for is on the screen. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}
