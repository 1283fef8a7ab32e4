import { expect, test } from '../fixtures.ts'
import { NewRunPage } from '../pages/new-run-page.ts'
import { RunPage } from '../pages/run-page.ts'

test('a run is set up by form and JSON, warned of, started, forked at a checkpoint, and looked at one update apart', async ({ lab }) => {
  const { page } = lab
  const form = new NewRunPage(page)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await form.open('pocket-grok')

  // What is wrong is said where it stands, in the words of the schema, and nothing can be started.
  await form.key('optimiser.weight_decay').fill('-1')
  await expect(page.getByText('optimiser.weight_decay is -1; it must be a number from 0 to 1000')).toBeVisible()
  await expect(form.start).toBeDisabled()
  await form.key('optimiser.weight_decay').fill('0.5')
  await expect(page.getByText('1 key differs from Pocket grok')).toBeVisible()

  // Too little data is warned of, with its source.
  await form.key('split.train_fraction').fill('0.1')
  await expect(form.warnings).toContainText('It is trained on 10 % of the table')
  await expect(form.warnings).toContainText('Set split.train_fraction to 0.3 to 0.5')
  await page.getByRole('button', { name: /^Reset split.train_fraction/ }).click()
  await expect(form.warnings).not.toContainText('of the table')

  // The JSON is the same configuration, and edits go both ways; a mistake has a line.
  await form.view('JSON')
  await expect(form.json).toHaveValue(/"weight_decay": 0\.5/)
  const text = await form.json.inputValue()
  await form.json.fill(text.replace('"steps": 1000', '"steps": 0'))
  await expect(page.getByRole('list', { name: 'To correct' })).toContainText('steps is 0; it must be a whole number from 1 to 100000000')
  await form.json.fill(text.replace('"steps": 1000', '"steps": 600'))
  await form.view('Form')
  await expect(form.key('steps')).toHaveValue('600')
  await expect(form.warnings).toContainText(/about .* s/)

  await form.start.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Pocket grok, weight_decay 0.5')
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 })

  // A fork at a checkpoint with another rate: both curves are drawn, and the run says where it comes from.
  await page.getByRole('button', { name: 'Fork', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Fork this run' })
  await dialog.getByRole('combobox', { name: 'From step' }).click()
  await page.getByRole('option', { name: '99 · weights only' }).click()
  await expect(dialog).toContainText('computed again from step')
  await dialog.getByLabel('Learning rate').fill('0.002')
  await dialog.getByLabel('Steps in all').fill('600')
  // Any key that a fork may change; what decides the shape of the weights is not among them.
  await dialog.getByRole('button', { name: 'Other keys' }).click()
  await dialog.getByRole('searchbox', { name: 'Find a key' }).fill('modulus')
  await expect(dialog).toContainText('No key that a fork may change contains modulus.')
  await dialog.getByRole('searchbox', { name: 'Find a key' }).fill('beta2')
  await dialog.getByLabel('optimiser.beta2', { exact: true }).fill('0.99')
  await expect(dialog.getByRole('button', { name: 'Other keys 1 changed' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Fork from 99' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('from 99, learning_rate 0.002, beta2 0.99')
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('img', { name: /^Phases:.*forked at step 99/ })).toBeVisible()
  await new RunPage(page).chart.focus()
  await page.keyboard.press('t')
  await expect(page.getByRole('columnheader', { name: /^run_\w+: test accuracy$/ })).toHaveCount(2)
  await page.keyboard.press('t')

  // One update apart: its lengths and losses, without a change of the run.
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'One step apart' }).click()
  const apart = page.getByRole('dialog', { name: 'One step apart' })
  await expect(apart.getByRole('row', { name: /^all/ })).toBeVisible({ timeout: 20_000 })
  await expect(apart.getByRole('row', { name: /^without the decay/ })).toBeVisible()
  await apart.getByRole('button', { name: 'Close' }).click()
  await expect(apart).toBeHidden()
})
