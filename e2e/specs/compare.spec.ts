import { expect, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'
import { ComparePage } from '../pages/compare-page.ts'
import { RunsPage } from '../pages/runs-page.ts'
import { textOf } from '../downloads.ts'

test('two chosen runs share one chart, their differing keys are marked, and both files hold the full data', async ({ lab }) => {
  await shortRun(lab.store, 1)
  await shortRun(lab.store, 2, 60, '--set', 'optimiser.weight_decay=2')
  const runs = new RunsPage(lab.page)
  await runs.open()
  for (const seed of [1, 2]) await runs.choose(`seed ${seed}`)
  await runs.compare()

  const compare = new ComparePage(lab.page)
  const { main, differences } = compare
  await expect(main.getByRole('group', { name: /Test accuracy of 2 runs/ })).toBeVisible()
  await expect(differences).toContainText(/2 of \d+ keys vary/)
  await expect(differences.getByRole('row', { name: /weight_decay/ })).toContainText('2')
  await expect(differences.getByRole('row', { name: /^seed/ })).toBeVisible()
  await expect(differences.getByRole('row', { name: /learning_rate/ })).toHaveCount(0)

  await lab.page.getByRole('radio', { name: 'all' }).first().click()
  const svg = await textOf(lab.page, () => compare.save(/as SVG/))
  expect(svg).toContain('<svg')
  expect(svg).toContain('mm"')
  expect(svg).toMatch(/seed 1/)
  const csv = await textOf(lab.page, () => compare.save(/as CSV/))
  const rows = csv.trim().split(/\r?\n/)
  // 61 logged steps of two runs and a header.
  expect(rows.filter((row) => /test_accuracy/.test(row))).toHaveLength(2 * 61)
})
