import { expect, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'
import { ConstructedPage, PanelPage } from '../pages/panel-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunsPage } from '../pages/runs-page.ts'

test('a run shows its circles, waves, clocks and stars; the playhead changes them, a pinned neuron is marked in all', async ({ lab }) => {
  await shortRun(lab.store, 8)
  const runs = new RunsPage(lab.page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 8')
  const run = new RunPage(lab.page)
  await run.openTab('Insides')

  const circles = new PanelPage(lab.page, 'Symbols on planes', 'embedding')
  const waves = new PanelPage(lab.page, 'Waves of the neurons', 'waves')
  const stars = new PanelPage(lab.page, 'Stars', 'stars')
  const panels = [stars, waves, circles]
  const last: string[] = []
  for (const panel of panels) {
    await panel.show()
    last.push(await panel.drawing())
  }
  await run.playhead.focus()
  await lab.page.keyboard.press('Home')
  await expect.poll(() => run.playheadStep()).toBe(0)
  for (const [i, panel] of panels.entries()) {
    await panel.show()
    await expect.poll(() => panel.drawing()).not.toBe(last[i])
  }

  const clocks = new PanelPage(lab.page, 'Neurons as clocks', 'clocks')
  await clocks.show()
  await clocks.region.getByRole('button', { name: /^Neuron \d+: phase/ }).first().click()
  await expect(clocks.region.getByRole('button', { pressed: true })).toHaveCount(1)
  await waves.show()
  await expect(waves.region.getByRole('button', { pressed: true })).toHaveCount(1)

  // The twin has a row for each neuron.
  await clocks.region.focus()
  await lab.page.keyboard.press('t')
  await expect(clocks.region.getByRole('row')).toHaveCount(257)
})

test('a quick measure is taken at some checkpoints by itself, at more when asked, and stays with the run', async ({ lab }) => {
  await shortRun(lab.store, 9, 60)
  const runs = new RunsPage(lab.page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 9')
  const run = new RunPage(lab.page)
  await run.openTab('Insides')
  const margins = new PanelPage(lab.page, 'Margins', 'margins')
  await margins.show()
  await expect(margins.region.getByText(/^24 of \d+ checkpoints measured/)).toBeVisible({ timeout: 20_000 })
  await margins.region.getByRole('button', { name: /^Measure at \d+ more/ }).click()
  await expect(margins.region.getByText(/^(?!24 )\d+ of \d+ checkpoints measured/)).toBeVisible({ timeout: 20_000 })

  const page = await lab.reopen()
  const again = new RunsPage(page)
  await again.open()
  await again.openRun('Pocket grok, seed 9')
  await new RunPage(page).openTab('Insides')
  const kept = new PanelPage(page, 'Margins', 'margins')
  await kept.show()
  await expect(kept.region.getByText(/^(?!24 )\d+ of \d+ checkpoints measured/)).toBeVisible()
})

test('a slider of a constructed solution changes the picture and the accuracy that is stated', async ({ lab }) => {
  const page = new ConstructedPage(lab.page)
  await page.openFromStart('PAIR’s circle')
  await expect(page.accuracy).toContainText('100 %')
  const stars = new PanelPage(lab.page, 'Stars')
  const before = await stars.drawing()
  await page.slider('N, neurons').press('ArrowLeft')
  await expect(page.accuracy).toContainText(/of 4.489 sums are wrong/)
  await expect.poll(() => stars.drawing()).not.toBe(before)

  await page.open('Multiplication')
  await expect(page.accuracy).toContainText('100 %')
  await page.slider('noise').press('End')
  await expect(page.accuracy).toContainText(/sums are wrong/)
})
