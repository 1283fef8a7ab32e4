import { expect, test } from '../fixtures.ts'
import { RunPage } from '../pages/run-page.ts'
import { StartPage } from '../pages/start-page.ts'

test('a newcomer sees two experiments, trains one with one click, pauses, resumes and watches it grok', async ({ lab }) => {
  const start = new StartPage(lab.page)
  await expect(start.experiment('Five-second grok')).toBeVisible()
  await start.experiment('Pocket grok').click()

  const run = new RunPage(lab.page)
  await expect(run.title).toHaveText(/Pocket grok/)
  await run.hasStatus('Running')
  await expect(run.progress).toBeVisible()
  await expect(run.time).toContainText(/steps\/s/)
  await expect(run.time).toContainText(/about .+ left/)

  await run.button('Pause').click()
  await run.hasStatus('Paused')
  const step = await run.reachedStep()
  expect(step).toBeLessThan(1000)
  await expect(run.time).toContainText('paused')
  expect(await run.reachedStep()).toBe(step)

  await run.button('Resume').click()
  await run.hasStatus('Finished', 90_000)
  await expect(run.event('train ≥ 99 %').getByRole('button')).toHaveText(/^\d+$/)
  await expect(run.event('test ≥ 99 %').getByRole('button')).toHaveText(/^\d+$/)
  const rows = await run.tableRows()
  expect(rows.length).toBeGreaterThan(140)
})

test('a stopped run keeps what it had and can be resumed to its end', async ({ lab }) => {
  await new StartPage(lab.page).experiment('Pocket grok').click()
  const run = new RunPage(lab.page)
  await expect.poll(() => run.reachedStep().catch(() => 0), { timeout: 30_000 }).toBeGreaterThan(20)
  await run.button('Stop').click()
  await run.hasStatus('Stopped')
  const kept = (await run.tableRows()).length
  expect(kept).toBeGreaterThan(20)
  await run.button(/^Resume/).click()
  await run.hasStatus('Finished', 90_000)
  expect((await run.tableRows()).length).toBeGreaterThan(kept)
})
