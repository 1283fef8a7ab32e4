import { expect, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'
import { textOf } from '../downloads.ts'
import { InsidesPage } from '../pages/insides-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunsPage } from '../pages/runs-page.ts'

test('one playhead moves the matrix and the curves, by keyboard too, and a cell shows its row, column and value', async ({ lab }) => {
  await shortRun(lab.store, 5, 200)
  const runs = new RunsPage(lab.page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 5')
  const run = new RunPage(lab.page)
  await run.openTab('Insides')

  const matrix = lab.page.getByRole('application', { name: /Input weights/ })
  await expect(matrix).toBeVisible()
  const picture = (): Promise<string> => matrix.locator('canvas').first().evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
  await expect(matrix).toHaveAccessibleName(/at step 200/)
  const last = await picture()

  // The link to this tab has the focus, and Space is not a key of links.
  await lab.page.keyboard.press('Space')
  await expect(lab.page.getByRole('button', { name: 'Pause playback' })).toBeVisible()
  await lab.page.keyboard.press('Space')
  await expect(lab.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

  await run.playhead.focus()
  await lab.page.keyboard.press('Home')
  await expect.poll(() => run.playheadStep()).toBe(0)
  await expect(matrix).toHaveAccessibleName(/at step 0\b/)
  await expect.poll(picture).not.toBe(last)

  await lab.page.keyboard.press(']')
  await expect.poll(() => run.playheadStep()).toBe(1)
  await lab.page.keyboard.press('End')
  await expect.poll(() => run.playheadStep()).toBe(200)
  await expect.poll(picture).toBe(last)

  await matrix.focus()
  await lab.page.keyboard.press('ArrowRight')
  await lab.page.keyboard.press('ArrowDown')
  await expect(run.inspector).toContainText(/[−-]?0\.\d{2,}/)

  await lab.page.getByRole('radio', { name: 'W₂' }).click()
  await expect(lab.page.getByRole('application', { name: /256/ })).toBeVisible()
})

test('what is on the screen is saved as SVG, as CSV of every point and as safetensors', async ({ lab }) => {
  await shortRun(lab.store, 6)
  const runs = new RunsPage(lab.page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 6')
  const run = new RunPage(lab.page)
  const rows = await run.tableRows()
  const save = (item: RegExp): Promise<string> => textOf(lab.page, () => run.save(item))
  const csv = await save(/CSV/)
  expect(csv.split(/\r?\n/).filter((row) => row.includes('train_loss'))).toHaveLength(rows.length)
  expect(await save(/SVG/)).toMatch(/<svg[^>]+mm/)
  expect(await save(/safetensors|Weights/i)).toContain('layers.0.weight')
})

test('the matrix on the screen is saved with every cell, as CSV and as SVG', async ({ lab }) => {
  await shortRun(lab.store, 7)
  const runs = new RunsPage(lab.page)
  await runs.open()
  await runs.openRun('Pocket grok, seed 7')
  const run = new RunPage(lab.page)
  await run.openTab('Insides')
  const name = (await lab.page.getByRole('application', { name: /Input weights/ }).getAttribute('aria-label')) ?? ''
  const [rows = 0, columns = 0] = /(\d+) inputs a × (\d+) neurons/.exec(name)?.slice(1).map(Number) ?? []
  expect([rows, columns]).toEqual([31, 256])

  const [head, ...cells] = (await textOf(lab.page, () => run.save(/W₁ a at step 60 as CSV/))).trim().split(/\r?\n/)
  expect(head).toBe('row,column,value')
  expect(cells).toHaveLength(rows * columns)
  expect(new Set(cells.map((cell) => cell.split(',').slice(0, 2).join())).size).toBe(rows * columns)
  expect(new Set(cells.map((cell) => cell.split(',')[2])).size).toBeGreaterThan(rows * columns * 0.9)

  const svg = await textOf(lab.page, () => run.save(/W₁ a at step 60 as SVG/))
  const image = Buffer.from(/<image[^>]+base64,([^"]+)"/.exec(svg)?.[1] ?? '', 'base64')
  const pixels = { width: image.readUInt32BE(16), height: image.readUInt32BE(20) } // of a PNG: whole pixels a cell
  const scale = pixels.height / rows
  expect(Number.isInteger(scale)).toBe(true)
  expect(pixels.width).toBe(columns * scale)
})

test('a contact sheet leads to a checkpoint, which is bookmarked and found again', async ({ lab }) => {
  const id = await shortRun(lab.store, 8, 200)
  await lab.page.goto(new URL(`#/runs/${id}/insides`, lab.page.url()).href)
  const [run, insides] = [new RunPage(lab.page), new InsidesPage(lab.page)]
  await expect(insides.matrix).toBeVisible()

  await run.button('Contact sheet').click()
  const frames = insides.sheet.getByRole('button', { name: /^Step / })
  await expect(frames).toHaveCount(12)
  await insides.sheet.getByRole('button', { name: /^Step 1:/ }).click()
  await expect(insides.sheet).toBeHidden()
  await expect.poll(() => run.playheadStep()).toBe(1)

  await insides.bookmark('before anything')
  await expect(run.time.getByText('before anything, step 1')).toBeAttached()
  await run.playhead.focus()
  await lab.page.keyboard.press('End')
  await expect.poll(() => run.playheadStep()).toBe(200)
  // Past what happened in between, however much that was.
  await expect.poll(async () => {
    await lab.page.keyboard.press('Control+[')
    return run.playheadStep()
  }).toBe(1)
  await lab.reopen()
  await lab.page.goto(new URL(`#/runs/${id}/insides`, lab.page.url()).href)
  await expect(new RunPage(lab.page).time.getByText('before anything, step 1')).toBeAttached()
})

test('a pair can be tried on the network, and what it does not have is said', async ({ lab }) => {
  const id = await shortRun(lab.store, 9, 200)
  await lab.page.goto(new URL(`#/runs/${id}/insides`, lab.page.url()).href)
  const insides = new InsidesPage(lab.page)
  await expect(insides.matrix).toBeVisible()
  const panel = await insides.panel('predictions', 'Predictions for every pair')
  await expect(panel).toHaveAccessibleName(/at step 200 the network answers [\d\s\u202f]+ of [\d\s\u202f]+ trained pairs/)

  await panel.getByRole('spinbutton', { name: 'a' }).fill('7')
  await panel.getByRole('spinbutton', { name: 'b' }).fill('30')
  await expect(panel.getByText('right answer').locator('xpath=following-sibling::dd')).toHaveText('6') // 37 mod 31
  await expect(panel.getByRole('list', { name: 'Largest outputs' }).getByRole('listitem')).toHaveCount(5)

  await panel.press('t')
  await expect(panel.getByRole('table')).toBeVisible()
  await expect(panel.getByRole('columnheader', { name: 'right answer' })).toBeVisible()

  await expect(insides.missing).toContainText('Attention patterns. This network has no attention.')
})

test('a link opens its step at once, while the other checkpoints are still read, and the address follows the playhead', async ({ lab }) => {
  const id = await shortRun(lab.store, 10, 200)
  const address = (query: string): string => new URL(`#/runs/${id}/insides${query}`, lab.page.url()).href
  await lab.page.goto(address('?step=20'))
  const [run, insides] = [new RunPage(lab.page), new InsidesPage(lab.page)]
  // The frame of the link is the first that comes: no other is drawn before it.
  const first = lab.page.getByRole('application', { name: /Input weights/ })
  await expect(first).toHaveAccessibleName(/, at step \d+\./)
  const near = Number(/, at step (\d+)\./.exec((await first.getAttribute('aria-label')) ?? '')?.[1])
  expect(await run.playheadStep()).toBe(20)
  expect(Math.abs(near - 20)).toBeLessThan(5)

  await run.playhead.focus()
  await lab.page.keyboard.press('Home')
  await expect.poll(() => lab.page.url()).toContain('step=0')
  await lab.page.keyboard.press('End')
  await expect.poll(() => lab.page.url()).not.toContain('step=')
  await expect(insides.matrix).toHaveAccessibleName(/at step 200/)
})
