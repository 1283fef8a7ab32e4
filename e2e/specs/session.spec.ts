import { connectToOwner } from '../../src/main/core/owner/client.ts'
import { expect, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'

test('after a crash the page is where it was, looks as it did, and knows the run opened last', async ({ lab }) => {
  const id = await shortRun(lab.store, 1)
  await lab.page.goto(new URL(`#/runs/${id}/insides`, lab.page.url()).href)
  await expect(lab.page.getByRole('heading', { level: 1 })).toContainText('Pocket grok')
  await lab.page.keyboard.press('Control+k')
  await lab.page.keyboard.type('dark theme')
  await lab.page.keyboard.press('Enter')
  await expect(lab.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await lab.page.goto(new URL('#/settings', lab.page.url()).href)
  await expect(lab.page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await expect.poll(() => keptPath(lab.store)).toBe('/settings')

  await lab.kill()
  const page = await lab.reopen()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.press('4')
  await expect(page).toHaveURL(new RegExp(`#/runs/${id}/insides`))
  await page.keyboard.press('Control+j')
  await expect(page.getByRole('complementary', { name: 'Run list' }).getByRole('link')).toHaveCount(1)
})

test('a link to a view opens that view, whatever was open before', async ({ lab }) => {
  const id = await shortRun(lab.store, 2)
  await lab.page.goto(new URL('#/guide/glossary', lab.page.url()).href)
  await expect.poll(() => keptPath(lab.store)).toBe('/guide/glossary')
  const other = await lab.page.context().newPage()
  await other.goto(new URL(`#/runs/${id}/configuration`, lab.page.url()).href)
  await expect(other.getByRole('main').getByText('learning_rate').first()).toBeVisible()
})

test('an address that is asked for while the page still starts is where it goes', async ({ lab }) => {
  const page = await lab.page.context().newPage()
  // Held back until the other place was asked for: the page is between its code and its first view.
  const [asked, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(/StartView.*\.js/, async (route) => {
    asked.resolve()
    await held.promise
    await route.continue()
  })
  await page.goto(lab.page.url().replace(/#.*/, ''), { waitUntil: 'commit' })
  await asked.promise
  await page.evaluate(() => void (location.hash = '#/guide/glossary'))
  held.resolve()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/#\/guide\/glossary$/)
})

/** What the lab has kept of the page, asked of it as a command line would. */
async function keptPath(store: string): Promise<unknown> {
  const client = await connectToOwner(store)
  const { value } = (await client?.call('session.get', {})) ?? { value: null }
  client?.close()
  return typeof value === 'object' && value !== null && 'path' in value ? value.path : null
}
