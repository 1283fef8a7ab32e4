import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { BuiltLab } from '../../scripts/built-lab.ts'
import type { SyntheticStore } from './synthetic-store.ts'
import { heldAfterCollection, painted, recordFrames } from './record.ts'
import type { FrameWork } from './trace.ts'

const size = { width: 1440, height: 900 }

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
const entered = new WeakMap<BuiltLab, Promise<Cookies>>()

/** The token of the address works once: what it was exchanged for goes into every context. */
function cookiesOf(browser: Browser, lab: BuiltLab): Promise<Cookies> {
  const known = entered.get(lab)
  if (known !== undefined) return known
  const asked = (async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(lab.address)
    const cookies = await context.cookies()
    await context.close()
    return cookies
  })()
  entered.set(lab, asked)
  return asked
}

/** A page of its own context: nothing of an earlier one is cached, in memory or on disk. */
export async function freshPage(browser: Browser, lab: BuiltLab): Promise<{ page: Page; origin: string; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' })
  await context.addCookies(await cookiesOf(browser, lab))
  const page = await context.newPage()
  return { page, origin: new URL(lab.address).origin, close: () => context.close() }
}

/** From the address to the rows of the table on the screen, ms. */
export async function openRuns(browser: Browser, lab: BuiltLab, runs: number): Promise<number> {
  const { page, origin, close } = await freshPage(browser, lab)
  const began = performance.now()
  await page.goto(`${origin}/#/runs`, { waitUntil: 'commit' })
  const grid = page.getByRole('grid', { name: 'Runs' })
  // Asked once a frame and by attributes: a search by role reads the whole page, on the thread that is measured.
  await page.waitForFunction(() => document.querySelectorAll('[role="grid"][aria-label="Runs"] [role="row"]').length > 5, null, { polling: 'raf' })
  await painted(page)
  const ms = performance.now() - began
  const rows = Number(await grid.getAttribute('aria-rowcount'))
  if (rows < runs) throw new Error(`The table says that it has ${rows} rows; the store has ${runs} runs.`)
  await close()
  return ms
}

/** From the address to ten runs of 100 000 points in one chart, read from the store and all of them drawn, ms. */
export async function openLongCurves(browser: Browser, lab: BuiltLab, { long }: SyntheticStore): Promise<number> {
  const { page, origin, close } = await freshPage(browser, lab)
  const runs = await Promise.all(long.map((id) => lab.client.call('runs.get', { id })))
  const stored = runs.reduce((sum, { run: { state } }) => sum + ('step' in state ? state.step + 1 : 0), 0)
  const began = performance.now()
  await page.goto(`${origin}/#/compare?runs=${long.join(',')}`, { waitUntil: 'commit' })
  // The chart says of how many points it is drawn; those before the rise of the curves, a hundredth, stand outside its window.
  await page.waitForFunction(
    (least) => {
      const said = document.querySelector('main [aria-roledescription="chart"]')?.getAttribute('aria-label') ?? ''
      return Number((/ of ([\d\s\u202f]+) logged points/.exec(said)?.[1] ?? '0').replace(/\D/g, '')) >= least
    },
    0.95 * stored,
    { polling: 'raf', timeout: 120_000 },
  )
  await painted(page)
  const ms = performance.now() - began
  await close()
  return ms
}

/** The modifier in the browser's protocol. */
const alt = 1

/**
 * A mouse whose button is held, by the browser's own protocol: at every such move Playwright prepares drag and drop in the page, which
 * is not the page's work.
 */
async function heldMouse(page: Page, modifiers = 0): Promise<{ press(x: number, y: number): Promise<void>; drag(x: number, y: number): Promise<void>; release(): Promise<void> }> {
  const cdp = await page.context().newCDPSession(page)
  let at = { x: 0, y: 0 }
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased'): Promise<unknown> =>
    cdp.send('Input.dispatchMouseEvent', { type, ...at, modifiers, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: type === 'mouseMoved' ? 0 : 1 })
  return {
    async press(x, y) {
      at = { x, y }
      await cdp.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at, modifiers })
      await send('mousePressed')
    },
    async drag(x, y) {
      at = { x, y }
      await send('mouseMoved')
    },
    release: async () => void (await send('mouseReleased')),
  }
}

/** The playhead dragged across all checkpoints of the 128 × 512 matrix, there and back. */
export async function scrub(browser: Browser, lab: BuiltLab, { matrix, matrixSteps }: SyntheticStore): Promise<FrameWork> {
  const { page, origin, close } = await freshPage(browser, lab)
  await page.goto(`${origin}/#/runs/${matrix}/insides`)
  await page.getByRole('application').first().waitFor({ timeout: 60_000 })
  await page.getByText(/^Reading \d+ of/).waitFor({ state: 'hidden', timeout: 60_000 })
  await painted(page)
  const track = await page.getByRole('region', { name: 'Time' }).getByRole('slider', { name: 'Playhead' }).boundingBox()
  if (track === null) throw new Error('There is no playhead to drag.')
  const y = track.y + track.height * 0.45
  const mouse = await heldMouse(page)
  await mouse.press(track.x + 4, y)
  const moves = Math.max(200, matrixSteps.length)
  const work = await recordFrames(page, async () => {
    for (let i = 0; i <= 2 * moves; i++) await mouse.drag(track.x + 4 + (track.width - 8) * (i <= moves ? i / moves : 2 - i / moves), y)
  })
  await mouse.release()
  await close()
  return work
}

/** Ten runs of 100 000 points, zoomed in and moved along. */
export async function pan(browser: Browser, lab: BuiltLab, { long }: SyntheticStore): Promise<FrameWork> {
  const { page, origin, close } = await freshPage(browser, lab)
  await page.goto(`${origin}/#/compare?runs=${long.join(',')}`)
  const chart = page.getByRole('main').getByRole('group', { name: /T shows the values as a table/ }).first()
  await chart.locator('canvas').first().waitFor({ timeout: 120_000 })
  await painted(page)
  const box = await chart.boundingBox()
  if (box === null) throw new Error('There is no chart to move.')
  const [x, y] = [box.x + box.width * 0.6, box.y + box.height * 0.3]
  await page.mouse.move(x, y)
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -200)
  await painted(page)
  await page.keyboard.down('Alt')
  const mouse = await heldMouse(page, alt)
  await mouse.press(x, y)
  const work = await recordFrames(page, async () => {
    for (let i = 0; i < 240; i++) await mouse.drag(x + 160 * Math.sin((i / 240) * 4 * Math.PI), y)
  })
  await mouse.release()
  await page.keyboard.up('Alt')
  await close()
  return work
}

export interface LiveMemory {
  readonly minutes: number
  /** Points that came while it was measured. */
  readonly points: number
  readonly firstMB: number
  readonly lastMB: number
  /** Series that the run logs at every step. */
  readonly series: number
  /** What the points themselves take: 8 bytes of value each, and 4 of step for all series of a step. */
  readonly pointsMB: number
  /** Slope of the straight line through the samples, less that of the points, over an hour. The room that arrays keep to grow is counted. */
  readonly driftMBAnHour: number
}

const sampleMs = 10_000

/** A run that logs every step, watched for minutes. */
export async function watchLive(browser: Browser, lab: BuiltLab, minutes: number): Promise<LiveMemory> {
  const { page, origin, close } = await freshPage(browser, lab)
  const steps = 1_000_000
  await page.goto(`${origin}/#/runs`)
  const { id: made } = await lab.client.call('runs.create', { preset: 'pocket-grok', steps, threads: 1, set: [['log.every_until', steps], ['checkpoint.ratio', 2]] })
  await page.goto(`${origin}/#/runs/${made}`)
  await page.getByText(/^Step [\d\u202f\s]+ of/).waitFor({ timeout: 60_000 })
  const cdp = await page.context().newCDPSession(page)
  const step = async (): Promise<number> => Number(((await page.getByText(/^Step [\d\u202f\s]+ of/).first().textContent()) ?? '').split('of')[0]?.replace(/\D/g, ''))
  const samples: { readonly ms: number; readonly bytes: number; readonly step: number }[] = []
  // The first half minute is that of the page itself: code, fonts, charts.
  await page.waitForTimeout(Math.min(30_000, minutes * 15_000))
  const series = Object.keys(await lab.client.call('runs.curves', { id: made })).length
  const began = performance.now()
  while (performance.now() - began < minutes * 60_000) {
    samples.push({ ms: performance.now() - began, bytes: await heldAfterCollection(cdp), step: await step() })
    await page.waitForTimeout(sampleMs)
  }
  await lab.client.call('runs.stop', { id: made })
  await close()
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || samples.length < 3) throw new Error('The live run was watched for too short a time.')
  const points = (last.step - first.step) * series
  const taken = (steps: number): number => steps * (4 + 8 * series)
  const drift = slope(samples.map(({ ms, bytes, step: at }) => [ms, bytes - taken(at - first.step)] as const))
  const MB = 1e6
  return { minutes: (last.ms - first.ms) / 60_000, points, series, firstMB: first.bytes / MB, lastMB: last.bytes / MB, pointsMB: taken(last.step - first.step) / MB, driftMBAnHour: (drift * 3_600_000) / MB }
}

/** Of the straight line with the least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  return points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}
