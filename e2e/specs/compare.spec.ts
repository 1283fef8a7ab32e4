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
  const svg = await textOf(lab.page, () => compare.save(/These curves as SVG/))
  expect(svg).toContain('<svg')
  expect(svg).toContain('mm"')
  expect(svg).toContain('wd 1, baseline')
  const csv = await textOf(lab.page, () => compare.save(/of these curves as CSV/))
  const rows = csv.trim().split(/\r?\n/)
  // 61 logged steps of two runs and a header.
  expect(rows.filter((row) => /test_accuracy/.test(row))).toHaveLength(2 * 61)

  // Over the time that training took, which both files have.
  await compare.setOption('x', 'active seconds')
  expect(await textOf(lab.page, () => compare.save(/These curves as SVG/))).toContain('active seconds')
  const timed = (await textOf(lab.page, () => compare.save(/of these curves as CSV/))).trim().split(/\r?\n/)
  const clock = timed.filter((row) => /test_accuracy/.test(row)).map((row) => Number(row.split(',').at(-1)))
  expect(timed[0]).toMatch(/,x$/)
  expect(clock).toHaveLength(2 * 61)
  expect(clock.every((seconds, i) => seconds > 0 && (i % 61 === 0 || seconds > clock[i - 1]!))).toBe(true)

  // Phases and differences are figures of their own, with their numbers.
  const phases = (await textOf(lab.page, () => compare.save(/Phases as CSV/))).trim().split(/\r?\n/)
  expect(phases[0]).toBe('run,phase,from,to')
  expect(phases.filter((row) => row.includes(',memorising,0,'))).toHaveLength(2)
  const table = await textOf(lab.page, () => compare.save(/Differences as SVG/))
  expect(table).toContain('optimiser.weight_decay')
})

test('three runs: what varies, another baseline, LaTeX, the difference of a matrix under one playhead, and one colour a run', async ({ lab }) => {
  await shortRun(lab.store, 1)
  await shortRun(lab.store, 2, 60, '--set', 'optimiser.weight_decay=2')
  await shortRun(lab.store, 3, 60, '--set', 'optimiser.learning_rate=0.02')
  const { page } = lab
  const runs = new RunsPage(page)
  await runs.open()
  for (const seed of [1, 2, 3]) await runs.choose(`seed ${seed}`)
  await runs.compare()
  const compare = new ComparePage(page)
  await expect(compare.differences).toContainText(/3 of \d+ keys vary in the 3 chosen runs/)
  expect(await compare.cells(/weight_decay/)).toEqual(['1', '2', '1'])
  expect(await compare.cells(/^seed\b/)).toEqual(['1', '2', '3'])

  // A key that is ignored is counted, and had back.
  await compare.row(/^seed\b/).hover()
  await compare.row(/^seed\b/).getByRole('button', { name: 'Ignore seed' }).click()
  await expect(compare.differences).toContainText(/2 of \d+ keys vary/)
  await expect(compare.differences).toContainText('1 key that varies is ignored: seed.')
  await compare.differences.getByRole('button', { name: 'Show it' }).click()
  await expect(compare.row(/^seed\b/)).toBeVisible()

  // Another baseline turns the signs.
  const loss = async (): Promise<readonly string[]> => compare.cells(/last test loss/)
  await compare.differences.getByRole('radio', { name: 'Δ baseline' }).click()
  const [, before = ''] = await loss()
  const second = (await compare.head.getByRole('button', { name: /^Baseline/ }).textContent()) ?? ''
  const names = (await compare.differences.getByRole('columnheader').allTextContents()).slice(1).map((name) => name.trim())
  await compare.setBaseline(names[1] ?? '')
  await expect(compare.head.getByRole('button', { name: /^Baseline/ })).not.toHaveText(second)
  const [after = ''] = await loss()
  const swap = (text: string): string => (text.startsWith('+') ? `−${text.slice(1)}` : `+${text.replace('−', '')}`)
  expect(after).toBe(swap(before))
  await expect(page).toHaveURL(/baseline=run_/)

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await compare.head.getByRole('button', { name: 'Copy as LaTeX' }).click()
  await expect(page.getByText(/Copied as LaTeX/)).toBeVisible()
  const latex = await page.evaluate(() => navigator.clipboard.readText())
  expect(latex).toContain('\\begin{tabular}{lrrr}')
  expect(latex).toContain('optimiser.weight\\_decay')
  expect(latex).toContain('\\bottomrule')

  // One playhead: matrices and their difference show the checkpoint it stands on.
  const difference = /^Difference of/
  await expect(compare.matrix(difference)).toBeVisible()
  expect(await compare.matrixStep(difference)).toBe(60)
  const last = await compare.matrixPicture(difference)
  await compare.playhead.focus()
  await page.keyboard.press('Home')
  await expect.poll(() => compare.matrixStep(/^Input weights/)).toBe(0)
  await expect.poll(() => compare.matrixPicture(difference)).not.toBe(last)
  await page.keyboard.press('End')
  await expect.poll(() => compare.matrixPicture(difference)).toBe(last)
  await compare.matrices.getByRole('radio', { name: 'matched' }).click()
  await expect(compare.matrices).toContainText('best permutation (Hungarian')
  await expect.poll(() => compare.matrixPicture(difference)).not.toBe(last)

  // The same colour in table, differences, matrix frame and curve, also after the page is loaded again.
  const shownRun = names[1] ?? ''
  const colours = await compare.colours(shownRun)
  expect(new Set(colours).size, colours.join()).toBe(1)
  expect(await compare.drawnPixels(colours[0] ?? '')).toBeGreaterThan(20)
  await page.reload()
  await expect(compare.matrix(difference)).toBeVisible()
  expect(await compare.colours(shownRun)).toEqual(colours)
  await expect.poll(() => compare.drawnPixels(colours[0] ?? '')).toBeGreaterThan(20)

  // And in the file; and after another run is thrown away and the lab is opened anew.
  const hex = `#${(colours[0]?.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
  expect((await textOf(page, () => compare.save(/These curves as SVG/))).toLowerCase()).toContain(hex)
  const others = await lab.page.evaluate(() => location.hash)
  const ending = shownRun.split(' · ').at(-1) ?? shownRun
  await runs.open()
  await page.getByRole('button', { name: 'Choose none' }).click()
  await runs.act(ending.endsWith('1') ? 'Pocket grok, learning_rate 0.02, seed 3' : 'Pocket grok, seed 1', 'Move to trash')
  await expect(page.getByText('1 run moved to trash')).toBeVisible()
  const reopened = await lab.reopen()
  await expect(reopened.getByText('2 runs stored')).toBeVisible()
  await reopened.evaluate((hash) => (location.hash = hash), others)
  const again = new ComparePage(reopened)
  await expect(again.head.getByText('2 of 2 runs drawn')).toBeVisible()
  const swatch = reopened.getByRole('row').filter({ has: reopened.getByRole('checkbox', { name: new RegExp(`^Choose .*${ending}$`) }) }).locator('svg line').first()
  expect(await swatch.evaluate((line) => getComputedStyle(line).stroke)).toBe(colours[0])
  await expect.poll(() => again.drawnPixels(colours[0] ?? '')).toBeGreaterThan(20)
})
