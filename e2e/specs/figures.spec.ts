import { readFile } from 'node:fs/promises'
import { shortRun } from '../command-line.ts'
import { textOf } from '../downloads.ts'
import { expect, test } from '../fixtures.ts'
import { DropPage } from '../pages/drop-page.ts'
import { PanelPage } from '../pages/panel-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunsPage } from '../pages/runs-page.ts'

test('a panel is saved as SVG, PNG and CSV, the same from the dark theme, and its file leads back to it', async ({ lab }) => {
  const { page } = lab
  const id = await shortRun(lab.store, 8)
  const runs = new RunsPage(page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 8')
  const run = new RunPage(page)
  await run.openTab('Insides')
  const panel = new PanelPage(page, 'Predictions for every pair', 'predictions')
  await panel.show()
  await expect(panel.region.getByRole('application', { name: /Predictions for every pair/ })).toBeVisible()

  const choose = async (item: RegExp): Promise<void> => {
    await panel.region.getByRole('button', { name: /^More of/ }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const csv = (await textOf(page, () => choose(/^Save as CSV/))).trim().split(/\r?\n/)
  expect(csv[0]).toBe('plot,data,x,y,value')
  expect(csv.filter((row) => row.startsWith('pairs,cells,'))).toHaveLength(31 * 31)

  const light = await textOf(page, () => choose(/^Save as SVG/))
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await panel.region.focus()
  const dark = await textOf(page, () => page.keyboard.press('Control+e'))
  expect(dark).toBe(light)

  const coming = page.waitForEvent('download')
  await choose(/^Save as PNG/)
  const png = await readFile(await (await coming).path())
  expect(png.readUInt32BE(16)).toBe(Math.ceil((178 / 25.4) * 600)) // px of 178 mm at 600 an inch

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await panel.region.focus()
  await page.keyboard.press('Shift+Y')
  await expect(page.getByText('Picture copied.')).toBeVisible()
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    return item === undefined ? 0 : (await createImageBitmap(await item.getType('image/png'))).width
  })
  expect(copied).toBe(Math.ceil((178 / 25.4) * 300))

  for (const [name, bytes] of [['panel.svg', new TextEncoder().encode(light)], ['panel.png', new Uint8Array(png)]] as const) {
    await runs.open()
    const drop = new DropPage(page)
    await drop.drop([{ name, bytes }])
    await expect(drop.dialog).toContainText('A figure of this lab: Predictions for every pair.')
    await drop.dialog.getByRole('button', { name: 'Open its view' }).click()
    await expect(page).toHaveURL(new RegExp(`#/runs/${id}/insides\\?.*step=60&panel=predictions`))
    await expect(panel.region).toBeInViewport()
  }
})

test('the table of runs is saved as it stands, and copied as LaTeX', async ({ lab }) => {
  const { page } = lab
  const id = await shortRun(lab.store, 8)
  const runs = new RunsPage(page)
  await runs.open()
  await expect(runs.row('Pocket grok, seed 8')).toBeVisible()
  const choose = async (item: RegExp): Promise<void> => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const svg = await textOf(page, () => choose(/^Save as SVG/))
  for (const words of ['Pocket grok', 'test 99', 'Finished', 'Delay: from train']) expect(svg).toContain(words)
  expect(await textOf(page, () => choose(/^Save as CSV/))).toContain(`${id},"Pocket grok, seed 8",finished,`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await choose(/^Copy as LaTeX/)
  await expect(page.getByText(/^Copied as LaTeX: 1 row/)).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^% .usepackage{booktabs}\n.begin{tabular}{l/)
})
