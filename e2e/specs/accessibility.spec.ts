import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'
import { RunPage } from '../pages/run-page.ts'

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen in the ${scheme} theme`, async ({ lab }) => {
    const first = await shortRun(lab.store, 1)
    const second = await shortRun(lab.store, 2)
    await lab.page.emulateMedia({ colorScheme: scheme })
    const screens = ['#/', '#/runs', `#/runs/${first}`, `#/runs/${first}/insides`, `#/runs/${first}/configuration`, `#/compare?runs=${first},${second}`, '#/theory/effective-theory', '#/settings']
    for (const screen of screens) {
      await lab.page.goto(new URL(screen, lab.page.url()).href)
      await expect(lab.page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(lab.page.locator('html')).toHaveAttribute('data-theme', scheme)
      const { violations } = await new AxeBuilder({ page: lab.page }).analyze()
      expect(violations.map(({ id, nodes }) => `${screen} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([])
    }
  })
}

test('a run is started, paused and left with the keyboard alone, and every key is listed', async ({ lab }) => {
  const { page } = lab
  await expect(page.getByRole('main', { name: 'Start' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('run five')
  await expect(page.getByRole('option', { name: /Run Five-second grok/ })).toBeVisible()
  await page.keyboard.press('Enter')
  const run = new RunPage(page)
  await run.hasStatus('Running')

  await run.button('Pause').focus()
  await page.keyboard.press('Enter')
  await run.hasStatus('Paused')

  await page.keyboard.press('Control+/')
  await expect(page.getByRole('dialog')).toContainText('Ctrl')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const runs = page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' })
  await page.getByRole('link', { name: 'Skip to the content' }).focus()
  for (let presses = 0; presses < 12 && !(await runs.evaluate((link) => link === document.activeElement)); presses++) await page.keyboard.press('Tab')
  await expect(runs).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid', { name: 'Runs' })).toBeVisible()
})
