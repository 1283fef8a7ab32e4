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
