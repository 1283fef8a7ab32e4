import { expect, test } from '../fixtures.ts'
import { grokscope } from '../command-line.ts'
import { RunsPage } from '../pages/runs-page.ts'

/** Trains a short pocket grok; the step at which training was learned. */
async function learned(store: string, seed: number, decay: number): Promise<number> {
  const printed = await grokscope(store, 'run', 'pocket-grok', '--seed', String(seed), '--steps', '60', '--set', `optimiser.weight_decay=${decay}`, '--json')
  return (JSON.parse(printed) as { events: { train_acc_99: number } }).events.train_acc_99
}

/** Mean and sample standard deviation, rounded as the table has them. */
function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  return `${Math.round(mean)} ± ${Math.round(Math.sqrt(squares / (values.length - 1)))}`
}

test('runs are filtered, tagged, pinned, grouped, thrown away and brought back; a view stays after a reload', async ({ lab }) => {
  const steps: number[] = []
  for (const seed of [1, 2, 3]) steps.push(await learned(lab.store, seed, 1))
  await learned(lab.store, 1, 2)
  const { page } = lab
  const runs = new RunsPage(page)
  await runs.open()
  await expect(runs.rows).toHaveCount(4)

  await test.step('a filter is chips and text at once, is completed by keys, and stands in the address', async () => {
    await runs.filter.pressSequentially('weight_decay>=2 stat')
    await expect(page.getByRole('option', { name: /^status:/ })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(runs.filter).toHaveValue('status:')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(runs.chips).toHaveText(['weight_decay ≥ 2', 'status: finished'])
    await expect(runs.rows).toHaveCount(1)
    await expect(page).toHaveURL(/q=weight_decay(%3E|>)%?=?/)
    await page.getByRole('button', { name: 'text' }).click()
    await expect(runs.filter).toHaveValue('weight_decay>=2 status:finished')
    await runs.filter.fill('weight_decay>8')
    await expect(page.getByText('4 runs are hidden by this filter; the largest weight decay is 2.')).toBeVisible()
    await page.getByRole('button', { name: 'text' }).click()
    await expect(runs.chips).toHaveText(['weight_decay > 8'])
    await runs.main.getByRole('button', { name: 'Clear filter' }).last().click()
    await expect(runs.rows).toHaveCount(4)
  })

  await test.step('a tag is found by its name', async () => {
    await runs.act('Pocket grok, seed 2', 'Tags…')
    await page.getByRole('textbox', { name: 'Add a tag' }).fill('paper')
    await page.getByRole('button', { name: 'Save tags' }).click()
    await runs.filter.fill('tag:paper')
    await expect(runs.rows).toHaveCount(1)
    await expect(runs.rows.first()).toContainText('paper')
    await runs.filter.fill('')
    await expect(runs.rows).toHaveCount(4)
  })

  await test.step('P pins the row that has the focus, and Ctrl+Z takes it back', async () => {
    await runs.row('Pocket grok, seed 1').focus()
    await page.keyboard.press('p')
    await expect(runs.rows.first().getByRole('link')).toHaveAccessibleName('Pocket grok, seed 1')
    await runs.row('Pocket grok, seed 1').focus()
    await page.keyboard.press('Control+z')
    await expect(runs.rows.last().getByRole('link')).toHaveAccessibleName('Pocket grok, seed 1')
  })

  await test.step('three runs go to the trash with Del and come back with Ctrl+Z', async () => {
    await runs.row('Pocket grok, seed 3').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText('4 runs stored, 3 chosen')).toBeVisible()
    await page.keyboard.press('Delete')
    await expect(runs.rows).toHaveCount(1)
    await expect(page.getByText('3 runs moved to trash')).toBeVisible()
    await page.getByRole('link', { name: 'Trash' }).click()
    await expect(page.getByRole('table', { name: 'Trash' }).getByRole('button', { name: /^Restore Pocket/ })).toHaveCount(3)
    await page.getByRole('navigation', { name: 'What is stored' }).getByRole('link', { name: 'Runs' }).click()
    await page.keyboard.press('Control+z')
    await expect(runs.rows).toHaveCount(4)
  })

  await test.step('runs that differ by their seeds only are one row with mean ± SD', async () => {
    await runs.row('Pocket grok, seed 2').focus()
    await page.keyboard.press('g')
    await expect(runs.rows).toHaveCount(2)
    const group = runs.rows.filter({ hasText: '3 seeds' })
    await expect(group).toContainText(spread(steps))
    await group.focus()
    await page.keyboard.press('ArrowRight')
    await expect(runs.rows).toHaveCount(5)
  })

  await test.step('a saved view is there after a reload', async () => {
    await runs.filter.fill('weight_decay=1')
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save this view…' }).click()
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('Decay 1')
    await page.getByRole('button', { name: 'Save view' }).click()
    await expect(page.getByRole('button', { name: 'Decay 1' })).toBeVisible()
    await runs.filter.fill('')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Backspace')
    await expect(runs.rows).toHaveCount(5)
    await expect(page).not.toHaveURL(/q=/)
    await page.reload()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Decay 1', exact: true }).click()
    await expect(runs.chips).toHaveText(['weight_decay = 1'])
    await expect(runs.rows).toHaveCount(1)
  })
})
