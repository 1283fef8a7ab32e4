import { expect, test } from '../fixtures.ts'

test('a command of the native menu, passed on by the preload as its id, is done by the page', async ({ lab }) => {
  await expect(lab.page.getByRole('main', { name: 'Start' })).toBeVisible()
  await lab.page.evaluate(() => window.postMessage({ kind: 'lab-command', id: 'go.settings' }, location.origin))
  await expect(lab.page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})
