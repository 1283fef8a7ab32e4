import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSyntheticStore } from '../../bench/ui/synthetic-store.ts'
import { logicalContent } from '../../src/main/core/testing/logical-content.ts'
import { expect, openLab, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'
import { RunsPage } from '../pages/runs-page.ts'

test('a hundred runs go to the trash and come back with Ctrl+Z, and the store holds what it held', async ({ browser }) => {
  const store = await mkdtemp(join(tmpdir(), 'grokscope-hundred-'))
  await rm(store, { recursive: true })
  await makeSyntheticStore(store, { runs: 100, long: 0, checkpoints: 0 })
  const opened = await openLab(store, browser)
  try {
    const { page } = opened
    // What is open and how it looks is kept beside the runs, and is not theirs.
    const content = (): string => logicalContent(store, ['setting'])
    const before = content()
    const runs = new RunsPage(page)
    await runs.open()
    await expect(page.getByText('100 runs stored')).toBeVisible()
    await runs.rows.first().focus()
    await page.keyboard.press('Control+a')
    await expect(page.getByText('100 runs stored, 100 chosen')).toBeVisible()
    await runs.rows.first().focus()
    await page.keyboard.press('Delete')
    await expect(page.getByText('100 runs moved to trash')).toBeVisible()
    await expect(page.getByText('No runs yet')).toBeVisible()
    expect(content()).not.toBe(before)

    await page.keyboard.press('Control+k')
    await page.keyboard.type('trash')
    await page.getByRole('option', { name: 'Trash', exact: true }).click()
    await expect(page.getByRole('table', { name: 'Trash' }).getByRole('row')).toHaveCount(101)
    await page.keyboard.press('Control+z')
    await expect(page.getByText('The trash is empty')).toBeVisible()
    expect(content()).toBe(before)
  } finally {
    await opened.close('SIGTERM')
    await rm(store, { recursive: true })
  }
})

test('checkpoints are thinned, the store is copied elsewhere and opens there, and the trash is emptied for good', async ({ lab, browser }) => {
  await shortRun(lab.store, 1, 200)
  await shortRun(lab.store, 2, 30)
  const { page } = lab
  const settings = async (): Promise<void> => {
    await page.keyboard.press('Control+,')
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  }
  await settings()
  const row = page.getByRole('row', { name: /Pocket grok, seed 1/ })
  const checkpoints = async (): Promise<number> => Number(await row.getByRole('cell').nth(1).textContent())
  const before = await checkpoints()
  expect(before).toBeGreaterThan(10)
  await row.getByRole('checkbox', { name: /^Choose Pocket grok, seed 1/ }).click()
  await page.getByRole('button', { name: 'Thin one run' }).click()
  const dialog = page.getByRole('dialog', { name: 'Thin checkpoints' })
  await expect(dialog).toContainText(/checkpoints of one run are removed for good/)
  await dialog.getByRole('button', { name: 'Remove them' }).click()
  await expect.poll(checkpoints).toBeLessThan(before)
  await expect(row).toContainText('nothing')

  // A folder that holds something is refused in a sentence; a new one gets a copy that opens.
  const folder = page.getByLabel('Move to')
  await folder.fill(lab.store)
  await page.getByRole('button', { name: 'Copy and check' }).click()
  await expect(page.getByText('The store was not copied')).toBeVisible()
  const elsewhere = await mkdtemp(join(tmpdir(), 'grokscope-moved-'))
  await folder.fill(join(elsewhere, 'lab'))
  await page.getByRole('button', { name: 'Copy and check' }).click()
  await expect(page.getByText(/^2 runs and \d+ files are in/)).toBeVisible()
  const copy = await openLab(join(elsewhere, 'lab'), browser)
  try {
    const there = new RunsPage(copy.page)
    await there.open()
    await there.openRun('Pocket grok, seed 1')
    await expect(copy.page.getByRole('heading', { name: 'Pocket grok, seed 1', level: 1 })).toBeVisible()
  } finally {
    await copy.close('SIGTERM')
    await rm(elsewhere, { recursive: true })
  }

  const runs = new RunsPage(page)
  await runs.open()
  await runs.act('Pocket grok, seed 2', 'Move to trash')
  await page.getByRole('link', { name: 'Trash', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Trash' })).toContainText('Pocket grok, seed 2')
  await page.getByRole('button', { name: 'Empty the trash…' }).click()
  await page.getByRole('dialog', { name: 'Empty the trash' }).getByRole('button', { name: 'Remove for good' }).click()
  await expect(page.getByText(/^1 run was removed for good/)).toBeVisible()
  await settings()
  await expect(page.getByRole('row', { name: /Pocket grok, seed 2/ })).toHaveCount(0)
  await expect(row).toBeVisible()
})
