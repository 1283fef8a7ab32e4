import { expect, test } from '../fixtures.ts'
import { grokscope, shortRun } from '../command-line.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunsPage } from '../pages/runs-page.ts'
import { StartPage } from '../pages/start-page.ts'

test('a run made beside the open lab appears in it, and is there with every point after the lab was closed and opened', async ({ lab }) => {
  await shortRun(lab.store, 3)
  const runs = new RunsPage(lab.page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 3')
  const before = await new RunPage(lab.page).tableRows()

  const reopened = await lab.reopen()
  const again = new RunsPage(reopened)
  await again.open()
  await again.openRun('Pocket grok, seed 3')
  const run = new RunPage(reopened)
  await run.hasStatus('Finished')
  expect(await run.tableRows()).toEqual(before)
  expect(before).toHaveLength(61)
})

test('a lab that is killed while it trains finds the run interrupted, resumes it and ends with the bytes of an undisturbed one', async ({ lab }) => {
  await new StartPage(lab.page).experiment('Five-second grok').click()
  const live = new RunPage(lab.page)
  await expect.poll(() => live.reachedStep().catch(() => 0), { timeout: 30_000 }).toBeGreaterThan(60)
  await lab.kill()

  const page = await lab.reopen()
  const runs = new RunsPage(page)
  await runs.open()
  await runs.openRun('Five-second grok, seed 0')
  const run = new RunPage(page)
  await run.hasStatus('Interrupted')
  await expect(page.getByText(/Interrupted at step \d+/).first()).toBeVisible()
  await page.getByRole('button', { name: /^Resume/ }).first().click()
  await run.hasStatus('Finished', 90_000)

  const undisturbed = JSON.parse(await grokscope(lab.store, 'run', 'five-second-grok', '--seed', '0', '--json')) as { runId: string }
  const listed = JSON.parse(`[${(await grokscope(lab.store, 'runs', '--json')).trim().split('\n').join(',')}]`) as { id: string }[]
  const resumed = listed.map(({ id }) => id).find((id) => id !== undisturbed.runId)!
  const curves = (id: string): Promise<string> => grokscope(lab.store, 'curves', id, '--csv', '--series', 'train_loss,test_loss,train_accuracy,test_accuracy,weight_norm')
  expect(stripRun(await curves(resumed))).toEqual(stripRun(await curves(undisturbed.runId)))
})

/** Rows of a tidy CSV without the columns that name the run. */
function stripRun(csv: string): readonly string[] {
  return csv.trim().split(/\r?\n/).map((row) => row.split(',').slice(-3).join(','))
}
