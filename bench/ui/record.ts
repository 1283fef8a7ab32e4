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

/** Bytes that JavaScript holds after a collection: objects, and the array buffers behind typed arrays, which lie beside the heap. */
export async function heldAfterCollection(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const usage = (await cdp.send('Runtime.getHeapUsage')) as { readonly usedSize: number; readonly backingStorageSize?: number }
  return usage.usedSize + (usage.backingStorageSize ?? 0)
}

/** Two frames: what was asked for is on the screen. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}
