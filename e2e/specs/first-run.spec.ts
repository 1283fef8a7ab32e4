import { grokscope, shortRun } from '../command-line.ts'
import { expect, test } from '../fixtures.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunsPage } from '../pages/runs-page.ts'
import { StartPage } from '../pages/start-page.ts'

test('a newcomer sees two experiments, trains one with one click, pauses, resumes and watches it grok', async ({ lab }) => {
  const start = new StartPage(lab.page)
  await expect(start.experiment('Pocket grok')).toBeVisible()
  await start.experiment('Five-second grok').click()

  const run = new RunPage(lab.page)
  await expect(run.title).toHaveText(/Five-second grok/)
  await run.hasStatus('Running')
  await expect(run.progress).toBeVisible()
  await expect(run.time).toContainText(/steps\/s/)
  await expect(run.time).toContainText(/about .+ left/)

  await run.button('Pause').click()
  await run.hasStatus('Paused')
  const step = await run.reachedStep()
  expect(step).toBeLessThan(2000)
  await expect(run.time).toContainText('paused')
  expect(await run.reachedStep()).toBe(step)

  await run.button('Resume').click()
  await run.hasStatus('Finished', 90_000)
  await expect(run.event('train ≥ 99 %').getByRole('button')).toHaveText(/^\d+$/)
  await expect(run.event('test ≥ 99 %').getByRole('button')).toHaveText(/^1\s\d{3}$/)
  const rows = await run.tableRows()
  expect(rows.length).toBeGreaterThan(140)
})

test('a stopped run keeps what it had and can be resumed to its end', async ({ lab }) => {
  await new StartPage(lab.page).experiment('Five-second grok').click()
  const run = new RunPage(lab.page)
  // Beyond the steps that are all logged: where it stops, an undisturbed run has no point.
  await expect.poll(() => run.reachedStep().catch(() => 0), { timeout: 30_000 }).toBeGreaterThan(110)
  await run.button('Stop').click()
  await run.hasStatus('Stopped')
  const kept = (await run.tableRows()).length
  expect(kept).toBeGreaterThan(20)
  await run.button(/^Resume/).click()
  await run.hasStatus('Finished', 90_000)
  const steps = await run.tableSteps()
  expect(steps.length).toBeGreaterThan(kept)
  expect(steps).toEqual(await storedSteps(lab.store))
})

test('the reference run begins with one click and can be stopped', async ({ lab }) => {
  await new StartPage(lab.page).experiment('Five-second grok').click()
  const run = new RunPage(lab.page)
  await expect(run.title).toHaveText(/Five-second grok/)
  await run.hasStatus('Running', 30_000)
  await expect.poll(() => run.reachedStep().catch(() => 0), { timeout: 60_000 }).toBeGreaterThan(0)
  const first = await run.reachedStep()
  await expect.poll(() => run.reachedStep(), { timeout: 30_000 }).toBeGreaterThan(first)
  await run.button('Stop').click()
  await run.hasStatus('Stopped', 30_000)
  await expect.poll(() => run.tableSteps()).toEqual(await storedSteps(lab.store))
})

test('the plots stand where they are when the first event is drawn in them', async ({ lab }) => {
  await shortRun(lab.store, 0, 4)
  await shortRun(lab.store, 1, 200)
  const runs = new RunsPage(lab.page)
  const run = new RunPage(lab.page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 0')
  await expect(run.event('train ≥ 99 %').getByRole('button')).toHaveCount(0)
  const before = await run.plotTop()
  await runs.open()
  await runs.openRun('Pocket grok, seed 1')
  await expect(run.event('train ≥ 99 %').getByRole('button')).toHaveText(/^\d+$/)
  expect(await run.plotTop()).toBe(before)
})

/** The steps at which the newest run of a store has points, whatever series they belong to. */
async function storedSteps(store: string): Promise<readonly number[]> {
  const [, ...points] = (await grokscope(store, 'curves', 'latest', '--csv')).trim().split(/\r?\n/)
  return [...new Set(points.map((point) => Number(point.split(',').at(-2))))].sort((a, b) => a - b)
}
