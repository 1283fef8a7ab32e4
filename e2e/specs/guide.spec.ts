import { expect, test } from '../fixtures.ts'
import { GuidePage } from '../pages/guide-page.ts'

test('the tour is read in an empty store: it plays, asks for a prediction, and opens its run', async ({ lab }) => {
  const guide = new GuidePage(lab.page)
  await guide.open()

  // A button plays three seconds; whoever presses an arrow key meanwhile has taken over.
  await guide.button(/^Step 0 to 10$/).click()
  const before = await guide.playhead()
  await expect.poll(() => guide.playhead()).not.toBe(before)
  await lab.page.locator('body').press('ArrowRight')
  const taken = await guide.playhead()
  // It moves at every frame while it plays.
  for (let frame = 0; frame < 10; frame++) await lab.page.evaluate(() => new Promise(requestAnimationFrame))
  expect(await guide.playhead()).toBe(taken)

  await guide.button('Next').click()
  await guide.button('Next').click()
  await expect(guide.stage.getByRole('group', { name: /test accuracy is 0.2 % at step 26/ })).toBeVisible()
  await expect(guide.button('Show what happened')).toBeDisabled()
  await guide.mark.focus()
  await lab.page.keyboard.press('PageUp')
  await guide.button('Show what happened').click()
  await expect(guide.words.getByText(/^You marked step \d+: .* earlier than it happened, at step 367\./)).toBeVisible()
  await expect(guide.stage.getByRole('group', { name: /test accuracy passes 95 %/ })).toBeVisible()

  await lab.page.goto(new URL('#/guide/tour?step=onwards', lab.page.url()).href)
  await guide.button('Open the sample run').click()
  await expect(lab.page.getByRole('heading', { level: 1, name: 'Pocket grok, seed 0 (sample)' })).toBeVisible()
})

test('measures, keys and sources are found from the palette', async ({ lab }) => {
  const { page } = lab
  await expect(page.getByRole('main', { name: 'Start' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('glossary')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Generalising long after the training set is known by heart')).toBeVisible()
  await page.keyboard.press('F1')
  await expect(new GuidePage(page).words).toBeVisible()
})

test('an address that leads nowhere says so, and where to go from there', async ({ lab }) => {
  const { page } = lab
  await expect(page.getByRole('main', { name: 'Start' })).toBeVisible()
  const go = (path: string): Promise<unknown> => page.goto(new URL(`#${path}`, page.url()).href)

  await go('/guide/nothing')
  await expect(page.getByText('The guide has no page “nothing”.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Tour', exact: true })).toHaveAttribute('aria-current', 'page')

  await go('/nowhere/at/all')
  await expect(page.getByText('This address leads nowhere')).toBeVisible()

  await go('/runs/run_000000000000')
  await expect(page.getByText('There is no run run_000000000000 in this store.')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'All runs' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible()
})
