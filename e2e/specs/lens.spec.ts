import { grokscope } from '../command-line.ts'
import { expect, test } from '../fixtures.ts'
import { PanelPage } from '../pages/panel-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { RunsPage } from '../pages/runs-page.ts'

test('the logit lens reads a transformer after each of its parts; another pair changes the outputs, and its table tells all depths', async ({ lab }) => {
  const sizes = ['task.modulus=7', 'model.d_model=8', 'model.heads=2', 'model.d_mlp=8'].flatMap((set) => ['--set', set])
  await grokscope(lab.store, 'run', 'transformer-fast', '--steps', '20', '--json', ...sizes)
  const runs = new RunsPage(lab.page)
  await runs.open()
  await lab.page.getByRole('grid', { name: 'Runs' }).getByRole('link', { name: /^A small transformer/ }).click()
  await new RunPage(lab.page).openTab('Insides')

  const lens = new PanelPage(lab.page, 'Logit lens', 'logit-lens')
  await lens.show()
  const outputs = (part: string) => lens.region.getByRole('list', { name: `Largest outputs after ${part}` }).getByRole('listitem')
  for (const part of ['embedding', '+ heads', '+ neurons']) await expect(outputs(part)).toHaveCount(5)
  await expect(lens.region.getByText(/the pinned pair 0, 0/)).toBeVisible()

  const before = await outputs('+ neurons').allInnerTexts()
  await lens.region.getByRole('spinbutton', { name: 'a' }).fill('5')
  await lens.region.getByRole('spinbutton', { name: 'b' }).fill('4')
  await expect(lens.region.getByText(/the pinned pair 5, 4, whose right answer 2 is in ink/)).toBeVisible()
  await expect.poll(() => outputs('+ neurons').allInnerTexts()).not.toEqual(before)
  // No example of the task: nothing is pinned.
  await lens.region.getByRole('spinbutton', { name: 'a' }).fill('7')
  await expect(lens.region.getByText(/the pinned pair 5, 4/)).toBeVisible()

  await lens.region.focus()
  await lab.page.keyboard.press('t')
  await expect(lens.region.getByRole('row')).toHaveCount(4)
})
