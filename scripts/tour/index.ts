import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../chromium.ts'
import { openBuiltLab, type BuiltLab } from '../built-lab.ts'
import { firstView, liveView, tourViews, type TourRuns } from './views.ts'

const root = resolve(import.meta.dirname, '..', '..')
const size = { width: 1440, height: 900 }
const largest = 400_000
/** Of one view; a computer that trains beside is slow to draw. */
const patienceMs = 120_000
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)

/** Everything that says that a view is still at work. */
const working = '[aria-busy="true"], main [role="progressbar"][aria-label^="Reading"]'

async function settle(page: Page): Promise<void> {
  // A panel out of view asks for nothing until it is seen.
  const isQuiet = (selector: string): boolean => {
    const { top, bottom } = document.querySelector('main')?.getBoundingClientRect() ?? document.body.getBoundingClientRect()
    return ![...document.querySelectorAll(selector)].some((part) => part.getBoundingClientRect().bottom > top + 24 && part.getBoundingClientRect().top < bottom - 24)
  }
  await page.waitForFunction(isQuiet, working, { timeout: patienceMs })
  await page.getByRole('main').getByText(/^(Reading \d+ of|Reading the (points|checkpoints|bundled run)|Checking|Measuring|Computing|Timing)/).first().waitFor({ state: 'hidden', timeout: patienceMs }).catch(() => undefined)
  await page.evaluate(() => document.fonts.ready)
  // Two frames: the charts draw once more after a change of theme or size.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

interface Camera {
  take(name: string): Promise<void>
}

function camera(page: Page, folder: string): Camera {
  let number = 0
  return {
    async take(name) {
      number++
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
        await settle(page)
        const file = join(folder, `${String(number).padStart(2, '0')}-${name}-${theme}.png`)
        await page.screenshot({ path: file, animations: 'disabled' })
        process.stdout.write(`${file}\n`)
      }
    },
  }
}

/** Runs that show what the lab can show; seconds to a minute each. Those that the store has already are not trained again. */
async function train({ grokscope, client }: BuiltLab): Promise<Omit<TourRuns, 'five'>> {
  const there = await client.call('runs.list', {})
  const run = async (preset: string, seed: number, decay: number | null = null): Promise<string> => {
    const known = await client.call('presets.get', { id: preset })
    const steps = known.kind === 'run' ? known.config.steps : null
    const found = there.find((one) => one.preset === preset && one.config.steps === steps && one.seed === seed && one.state.status === 'finished' && (decay === null || one.config.optimiser.weight_decay === decay))
    const set = decay === null ? [] : ['--set', `optimiser.weight_decay=${decay}`]
    return found?.id ?? ((await grokscope('run', preset, '--seed', String(seed), ...set)) as { readonly runId: string }).runId
  }
  const pocket: string[] = []
  const decayed: string[] = []
  for (const seed of [0, 1, 2]) pocket.push(await run('pocket-grok', seed, 1))
  for (const seed of [0, 1, 2]) decayed.push(await run('pocket-grok', seed, 2))
  return { pocket, decayed, toy: await run('toy-addition', 0), group: await run('a5-fast', 0), transformer: await run('transformer-fast', 0) }
}

/** A run is started and photographed while it trains. */
async function takeLive(page: Page, origin: string, { client }: BuiltLab, shots: Camera): Promise<string> {
  const { id } = await client.call('runs.create', { preset: 'five-second-grok', seed: 1 })
  await page.goto(`${origin}/#/runs/${id}`)
  await liveView.ready(page).waitFor()
  // Past the middle of the plateau on the log axis, and not yet over.
  await page.getByText(/^Step ([2-9]\d\d|1.\d\d\d) of/).waitFor()
  await shots.take(liveView.name)
  const following = client.stream('runs.watch', { id })
  for await (const _update of following);
  return id
}

/** @param kept a store that stays, so that another tour need not train again; null makes one and removes it */
async function main(folder: string, kept: string | null): Promise<void> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium to take pictures with. Install one (on Debian: apt-get install chromium).')
  mkdirSync(folder, { recursive: true })
  const store = kept ?? mkdtempSync(join(tmpdir(), 'grokscope-tour-'))
  const lab = await openBuiltLab(root, store)
  const browser = await chromium.launch({ executablePath })
  const missed: string[] = []
  try {
    const page = await (await browser.newContext({ viewport: size, reducedMotion: 'reduce' })).newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(lab.address)
    // An address that is written while the page still starts is not heard of by its router.
    await page.getByRole('main').getByRole('heading').first().waitFor()
    const { origin } = new URL(lab.address)
    const shots = camera(page, folder)
    // By way of a link: a store that was open before would bring back what was open in it.
    await page.goto(`${origin}/#/guide/glossary`)
    await page.getByRole('heading', { name: 'Guide', level: 1 }).waitFor()
    await page.goto(`${origin}/#/`)
    await firstView.ready(page).waitFor()
    await shots.take(firstView.name)
    say('Training ten runs; this takes a few minutes.')
    const trained = await train(lab)
    const runs: TourRuns = { ...trained, five: await takeLive(page, origin, lab, shots) }
    for (const view of tourViews) {
      try {
        // Away first: the same address twice would not be opened anew.
        await page.goto(`${origin}/#/settings`)
        await page.goto(`${origin}/#${view.path(runs)}`)
        await view.ready(page).waitFor()
        await settle(page)
        await view.act?.(page)
        await shots.take(view.name)
        await page.keyboard.press('Escape')
      } catch (error) {
        missed.push(`${view.name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`)
      }
    }
  } finally {
    await browser.close()
    await lab.close()
    if (kept === null) rmSync(store, { recursive: true, force: true })
  }
  for (const file of readdirSync(folder)) {
    const { size: bytes } = statSync(join(folder, file))
    if (bytes > largest) say(`${file} has ${Math.round(bytes / 1000)} kB, over ${largest / 1000}.`)
  }
  if (missed.length > 0) {
    say(`Not taken, because the view did not come to rest:\n  ${missed.join('\n  ')}`)
    process.exitCode = 1
  }
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { store: { type: 'string' } } })
  await main(resolve(positionals[0] ?? join(root, 'docs', 'pictures')), values.store === undefined ? null : resolve(values.store))
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
