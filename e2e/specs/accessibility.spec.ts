import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'
import { screensOf } from '../pages/screens.ts'
import { RunPage } from '../pages/run-page.ts'

// A trace takes a picture of the whole document at every step: of forty screens under axe that is minutes.
test.use({ trace: 'off' })

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen in the ${scheme} theme`, async ({ lab }) => {
    test.setTimeout(300_000)
    const runs = [await shortRun(lab.store, 1), await shortRun(lab.store, 2)]
    await lab.page.emulateMedia({ colorScheme: scheme })
    const found: string[] = []
    for (const { path, ready } of screensOf(runs)) {
      await lab.page.goto(new URL(`#${path}`, lab.page.url()).href)
      await ready(lab.page).waitFor()
      await expect(lab.page.locator('html')).toHaveAttribute('data-theme', scheme)
      const { violations } = await new AxeBuilder({ page: lab.page }).analyze()
      found.push(...violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html, target }) => `${target.join(' ')} ${html.slice(0, 120)}`).join(' | ')}`))
    }
    expect(found).toEqual([])
  })
}

test('at 200 % zoom, 720 × 450 px of page, every control of every screen can be brought into view', async ({ lab }) => {
  test.setTimeout(300_000)
  const runs = [await shortRun(lab.store, 1), await shortRun(lab.store, 2)]
  await lab.page.setViewportSize({ width: 720, height: 450 })
  const lost: string[] = []
  for (const { path, ready } of screensOf(runs)) {
    await lab.page.goto(new URL(`#${path}`, lab.page.url()).href)
    await ready(lab.page).waitFor({ state: 'attached' })
    lost.push(...(await lab.page.evaluate(unreachable)).map((name) => `${path}: ${name}`))
  }
  expect(lost).toEqual([])
})

test('in the smallest window and at 200 % zoom nothing is beyond the edge of a screen', async ({ lab }) => {
  test.setTimeout(300_000)
  const runs = [await shortRun(lab.store, 1), await shortRun(lab.store, 2)]
  for (const { path, ready } of screensOf(runs)) {
    await lab.page.goto(new URL(`#${path}`, lab.page.url()).href)
    await ready(lab.page).waitFor({ state: 'attached' })
    for (const size of [{ width: 1024, height: 680 }, { width: 720, height: 450 }]) {
      await lab.page.setViewportSize(size)
      // Charts follow the new size a frame later.
      await expect.poll(() => lab.page.evaluate(beyondTheEdge), { message: `${path} at ${size.width} px` }).toEqual([])
    }
  }
})

/** Runs in the page: what is wider than its place. The page itself cannot be scrolled, so that what is out there is lost. */
function beyondTheEdge(): string[] {
  const wide = [document.documentElement, document.querySelector('main')].flatMap((part) => (part !== null && part.scrollWidth > part.clientWidth + 1 ? [`${part.tagName.toLowerCase()} ${part.scrollWidth} of ${part.clientWidth} px`] : []))
  const head = [...document.querySelectorAll<HTMLElement>('[aria-label="Title and actions"] :is(button, a[href], input)')].filter((control) => control.getBoundingClientRect().right > innerWidth || control.getBoundingClientRect().left < 0)
  return [...wide, ...head.map((control) => (control.getAttribute('aria-label') ?? control.textContent ?? '').trim())]
}

/** Runs in the page: controls of which, scrolled to, nothing can be seen or pressed. */
function unreachable(): string[] {
  const controls = [...document.querySelectorAll<HTMLElement>('main :is(button, a[href], input, [role="slider"]), [aria-label="Title and actions"] :is(button, a[href])')]
  return controls.flatMap((control) => {
    control.scrollIntoView({ block: 'center', inline: 'center' })
    const { left, top, width, height } = control.getBoundingClientRect()
    if (width === 0 || height === 0 || getComputedStyle(control).visibility === 'hidden' || control.closest('[aria-hidden="true"]')) return []
    const [x, y] = [left + width / 2, top + height / 2]
    const isInside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight
    const at = isInside ? document.elementFromPoint(x, y) : null
    const isSeen = at !== null && (control.contains(at) || at.contains(control) || at.closest('label')?.contains(control) === true)
    return isSeen ? [] : [`${control.tagName.toLowerCase()} ${(control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 60)}`]
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

test('from a preset through the insides to a comparison and its file without a pointer', async ({ lab }) => {
  const { page } = lab
  const tabTo = async (what: ReturnType<typeof page.getByRole>): Promise<void> => {
    for (let presses = 0; presses < 80 && !(await what.evaluate((element) => element === document.activeElement)); presses++) await page.keyboard.press('Tab')
    await expect(what).toBeFocused()
  }
  const first = await shortRun(lab.store, 1)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('run pocket')
  await expect(page.getByRole('option', { name: /Run Pocket grok/ })).toBeVisible()
  await page.keyboard.press('Enter')
  const run = new RunPage(page)
  await run.hasStatus('Finished', 60_000)

  await page.keyboard.press('4')
  await expect(page.getByRole('application').first()).toBeVisible()
  // The table twin of the chart.
  await tabTo(run.chart.first())
  await page.keyboard.press('t')
  await expect(page.getByRole('main').getByRole('table').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+j')
  const list = page.getByRole('complementary', { name: 'Run list' })
  await expect(list.getByRole('searchbox')).toBeFocused()
  for (const name of [/^Choose Pocket grok, seed 0/, /^Choose Pocket grok.*seed 1/]) {
    await tabTo(list.getByRole('checkbox', { name }))
    await page.keyboard.press('Space')
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('3')
  await expect(page).toHaveURL(new RegExp(`#/compare\\?.*${first}`))
  const save = page.getByRole('region', { name: 'Title and actions' }).getByRole('button', { name: 'Save' })
  await tabTo(save)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(await download.failure()).toBeNull()
})
