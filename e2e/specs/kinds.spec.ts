import { expect, test } from '../fixtures.ts'
import { RunsPage } from '../pages/runs-page.ts'
import { StartPage } from '../pages/start-page.ts'

test('theory opens without training, and computes again when one of its numbers is changed', async ({ lab }) => {
  const { page } = lab
  await new StartPage(page).experiment('How much data makes one answer').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How much data makes one answer')
  const half = page.getByRole('region', { name: 'About' }).locator('dd').first()
  await expect(half).toHaveText(/^22\.\d\d$/)
  await expect(page.getByRole('img', { name: /one representation only, 56 points from 0 to 1/ })).toBeVisible()

  const field = (name: string) => page.getByRole('spinbutton', { name: new RegExp(`^${name}`) })
  await field('symbols').fill('6')
  await field('symbols').press('Tab')
  await expect(page.getByText('6 symbols have 21 pairs, and examples is 45.')).toBeVisible()
  await field('examples').fill('12')
  await field('examples').press('Tab')
  await expect(page.getByRole('img', { name: /one representation only, 22 points/ })).toBeVisible()

  await field('examples').fill('100')
  await field('examples').press('Tab')
  await expect(page.getByText('6 symbols have 21 pairs, and examples is 100.')).toBeVisible()
})

test('a set is started with one click, its runs are chosen for comparison, and those not begun end with the one that is stopped', async ({ lab }) => {
  const { page } = lab
  await new StartPage(page).experiment('Decay sets the delay').click()
  await expect(page.getByRole('button', { name: 'Compare 5 runs' })).toBeVisible()
  const runs = new RunsPage(page)
  await runs.openRun('Decay sets the delay: without decay, seed 0')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Decay sets the delay/)
  await page.getByRole('button', { name: 'Stop' }).click()
  await runs.open()
  await expect(page.getByRole('grid', { name: 'Runs' }).getByText('Stopped')).toHaveCount(5)
})
