import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSyntheticStore } from '../../bench/ui/synthetic-store.ts'
import { shortRun } from '../command-line.ts'
import { textOf } from '../downloads.ts'
import { expect, openLab, test } from '../fixtures.ts'
import { CurvesChart } from '../pages/curves-chart.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunsPage } from '../pages/runs-page.ts'

const spikes = [40, 70_001] as const
const last = 99_999

test('spikes of one step among 100 000 points are seen at any width, on a log and a linear axis, on the screen and in the file', async ({ browser }) => {
  const store = await mkdtemp(join(tmpdir(), 'grokscope-long-'))
  const made = await makeSyntheticStore(store, { runs: 1, long: 1, checkpoints: 0 })
  const lab = await openLab(store, browser)
  try {
    const { page } = lab
    await page.goto(`${new URL(page.url()).origin}/#/runs/${made.long[0]}`)
    const chart = new CurvesChart(page)
    const run = new RunPage(page)
    await chart.isPainted()
    await expect(chart.root).toHaveAccessibleName(/test accuracy passes 95 %/)
    for (const scale of ['log', 'linear'] as const) {
      if (scale === 'linear') {
        await chart.root.focus()
        await page.keyboard.press('l')
        await expect(page).toHaveURL(/scale=linear/)
      }
      for (const width of [1100, 1440, 1900]) {
        await page.setViewportSize({ width, height: 900 })
        await chart.isPainted()
        for (const spike of spikes) await expect.poll(async () => chart.riseAt(await chart.xOf(spike, last, scale)), { message: `${spike} at ${width} px, ${scale}` }).toBeGreaterThan(8)
      }
      const svg = await textOf(page, () => run.save(/^Curves as SVG/))
      expect(/<desc>[^<]*<\/desc>/.exec(svg)?.[0]).toMatch(/[\d\u202f]+ of 400.000 logged points drawn, no smoothing/)
      for (const spike of spikes) expect(riseInFile(svg, spike, scale), `${spike} in the file, ${scale}`).toBeGreaterThan(3)
    }
  } finally {
    await lab.close('SIGTERM')
    await rm(store, { recursive: true, force: true })
  }
})

/** How far the points of a path within half a px of a step rise above those 3 px away, in the panel of the loss. */
function riseInFile(svg: string, step: number, scale: 'log' | 'linear'): number {
  const panel = svg.split('<g clip-path="url(#plot-1)"')[1]?.split('</g>')[0] ?? ''
  const plot = /<clipPath id="plot-1"><rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/.exec(svg)
  const [left, width] = [Number(plot?.[1]) + 1, Number(plot?.[2]) - 2]
  const slot = Math.min(28, width / 8)
  const x = scale === 'linear' ? left + (step / last) * width : left + slot + (Math.log10(step) / Math.log10(last)) * (width - slot)
  return Math.max(
    ...[...panel.matchAll(/ d="([^"]*)" stroke/g)].map(([, d = '']) => {
      const points = [...d.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, px, py]) => [Number(px), Number(py)] as const)
      const top = (at: number, room: number): number => Math.min(...points.filter(([px]) => Math.abs(px - at) <= room).map(([, py]) => py))
      return top(x + 4, 1.5) - top(x, 0.8)
    }),
  )
}

test('the readout has the stored value at the nearest logged step of each run, whatever it was logged at', async ({ lab }) => {
  await shortRun(lab.store, 1)
  await shortRun(lab.store, 2, 60, '--set', 'log.every_until=5', '--set', 'log.ratio=1.7')
  await shortRun(lab.store, 3, 60, '--set', 'log.every_until=2', '--set', 'log.ratio=3')
  const runs = new RunsPage(lab.page)
  await runs.open()
  for (const seed of [1, 2, 3]) await runs.choose(`seed ${seed}`)
  await runs.compare()
  const chart = new CurvesChart(lab.page)
  await expect(chart.root).toBeVisible()

  const csv = await textOf(lab.page, async () => {
    await lab.page.getByRole('button', { name: 'Save' }).click()
    await lab.page.getByRole('menuitem', { name: /of these curves as CSV/ }).click()
  })
  const stored = new Map<string, Map<number, number>>()
  for (const row of csv.trim().split(/\r?\n/).slice(1)) {
    const [run = '', , series, step, value] = row.match(/("[^"]*"|[^,]*)(?:,|$)/g)?.map((field) => field.replace(/,$/, '')) ?? []
    if (series !== 'test_accuracy') continue
    const points = stored.get(run) ?? new Map<number, number>()
    stored.set(run, points.set(Number(step), Number(value)))
  }
  expect([...stored.values()].map((points) => points.size).sort((a, b) => b - a)[0]).toBe(61)
  expect(new Set([...stored.values()].map((points) => points.size)).size).toBe(3)

  // Pinned with Shift, the table of the readout opens: one row a run, its value and the step it was stored at.
  await chart.hover((await chart.width()) * 0.8)
  await lab.page.keyboard.down('Shift')
  await lab.page.mouse.down()
  await lab.page.mouse.up()
  await lab.page.keyboard.up('Shift')
  await expect(chart.readout.getByRole('row')).toHaveCount(4)
  const place = Number(/step ([\d\u202f]+)/.exec((await chart.readout.getByRole('columnheader').nth(1).textContent()) ?? '')?.[1]?.replace(/\u202f/g, ''))
  const rows = await chart.readout.getByRole('row').filter({ hasText: '%' }).all()
  const found = await Promise.all(rows.map(async (row) => (await row.getByRole('cell').allTextContents()).slice(0, 2)))
  const nearest = [...stored.values()].map((points) => {
    const step = [...points.keys()].reduce((best, s) => (s > 0 && Math.abs(Math.log(s) - Math.log(place)) < Math.abs(Math.log(best) - Math.log(place)) ? s : best), 1)
    return [`${((points.get(step) ?? 0) * 100).toFixed(2)}\u00a0%`, String(step)]
  })
  expect(found.map((cells) => cells.join(' ')).sort()).toEqual(nearest.map((cells) => cells.join(' ')).sort())
  expect(new Set(nearest.map(([, step]) => step)).size).toBeGreaterThan(1)

  // The window stands in words and in the address, and goes away with 0.
  await lab.page.mouse.wheel(0, -300)
  await expect(lab.page.getByText(/^steps [\d\u202f]+ to [\d\u202f]+$/)).toBeVisible()
  await expect(lab.page).toHaveURL(/from=.*to=/)
  await chart.root.focus()
  await lab.page.keyboard.press('0')
  await expect(lab.page).not.toHaveURL(/from=/)
})
