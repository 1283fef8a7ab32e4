import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { openBuiltLab } from '../../scripts/built-lab.ts'
import { findChromium } from '../../scripts/chromium.ts'
import { machine } from '../machine.ts'
import { openLongCurves, openRuns, pan, scrub, watchLive } from './measurements.ts'
import { drawPanels } from './panels.ts'
import { makeSyntheticStore } from './synthetic-store.ts'
import { tableOf, type UiRow } from './ui-table.ts'

export const uiUsage = `npm run bench -- --ui [options]

  --rounds N    of each time (default 3; the median counts)
  --minutes N   for which a live run is watched (default 5)
  --part P,...  only these: open, curves, panels, scrub, pan, live
  --json        one object on standard output in place of the table

What the page does in a Chromium of this computer, on a store of 500 runs that is made for it. Everything is written to .cache/bench/ui.json.
`

const root = resolve(import.meta.dirname, '..', '..')
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const runs = 500
const parts = ['open', 'curves', 'panels', 'scrub', 'pan', 'live'] as const

async function times(rounds: number, one: () => Promise<number>): Promise<readonly number[]> {
  const found: number[] = []
  for (let round = 0; round < rounds; round++) found.push(await one())
  return found
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((word) => word !== '--ui'),
    options: { rounds: { type: 'string', default: '3' }, minutes: { type: 'string', default: '5' }, part: { type: 'string', default: parts.join(',') }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return void process.stdout.write(uiUsage)
  const [rounds, minutes] = [Number(values.rounds), Number(values.minutes)]
  const wanted = new Set(values.part.split(','))
  if (!Number.isInteger(rounds) || rounds < 1 || !(minutes > 0) || [...wanted].some((part) => !(parts as readonly string[]).includes(part))) {
    say(uiUsage)
    process.exitCode = 2
    return
  }
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium to measure in. Install one (on Debian: apt-get install chromium).')

  const folder = join(root, '.cache', 'bench', 'ui-store')
  say('Making a store of 500 runs, ten of them with 100 000 points a curve, one with 200 checkpoints of a 128 × 512 matrix.')
  const store = await makeSyntheticStore(folder, { runs })
  const lab = await openBuiltLab(root, folder)
  const browser = await chromium.launch({ executablePath })
  const rows: UiRow[] = []
  const add = (row: UiRow): void => {
    rows.push(row)
    say(`${row.what}: ${row.found}`)
  }
  const ms = (value: number): string => `${Math.round(value)} ms`
  try {
    if (wanted.has('open')) {
      const found = await times(rounds, () => openRuns(browser, lab, runs))
      add({ id: 'open', what: `Runs of a store of ${runs}, from the address to rows on the screen`, found: ms(median(found)), value: median(found), all: found, budget: 1000, unit: 'ms' })
      add({ id: 'start', what: 'Before it: the lab itself, from its process to its address', found: ms(lab.startMs), value: lab.startMs, all: [lab.startMs], budget: null, unit: 'ms' })
    }
    if (wanted.has('curves')) {
      const found = await times(rounds, () => openLongCurves(browser, lab, store))
      add({ id: 'curves', what: 'Ten runs of 100 000 points from the store into one chart', found: ms(median(found)), value: median(found), all: found, budget: 1500, unit: 'ms' })
    }
    if (wanted.has('panels')) {
      const { ms: found, points } = await drawPanels(browser, root, rounds)
      add({ id: 'panels', what: `20 panels of 10 runs × 100 000 points (${points / 1e6} million), drawn`, found: ms(median(found)), value: median(found), all: found, budget: 1000, unit: 'ms' })
    }
    for (const [id, what, measure] of [
      ['scrub', `Scrubbing a 128 × 512 matrix over ${store.matrixSteps.length} checkpoints, work a frame`, () => scrub(browser, lab, store)],
      ['pan', 'Panning 10 runs × 100 000 points, work a frame', () => pan(browser, lab, store)],
    ] as const) {
      if (!wanted.has(id)) continue
      const work = await measure()
      const found = `95th percentile ${work.p95.toFixed(1)} ms (median ${work.median.toFixed(1)}, most ${work.most.toFixed(1)}), ${work.perSecond.toFixed(0)} frames a second`
      add({ id, what, found, value: work.p95, all: [work], budget: 8, unit: 'ms' })
    }
    if (wanted.has('live')) {
      const live = await watchLive(browser, lab, minutes)
      const found = `${live.driftMBAnHour.toFixed(1)} MB an hour beside its points; ${live.firstMB.toFixed(1)} → ${live.lastMB.toFixed(1)} MB in ${live.minutes.toFixed(1)} min, of it ${live.pointsMB.toFixed(1)} MB in ${live.points} points of ${live.series} series`
      add({ id: 'live', what: 'Memory of the page while a run logs every step', found, value: live.driftMBAnHour, all: [live], budget: null, unit: 'MB/h' })
    }
  } finally {
    const version = browser.version()
    await browser.close()
    await lab.close()
    mkdirSync(join(root, '.cache', 'bench'), { recursive: true })
    const result = { kind: 'ui', at: new Date().toISOString(), machine: machine(), chromium: version, rounds, rows }
    writeFileSync(join(root, '.cache', 'bench', 'ui.json'), `${JSON.stringify(result, null, 1)}\n`)
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : tableOf(rows))
  }
}

try {
  await main()
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
