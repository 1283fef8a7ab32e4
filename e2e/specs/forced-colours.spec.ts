import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { shortRun } from '../command-line.ts'
import { RunsPage } from '../pages/runs-page.ts'

test.use({ trace: 'off' })

const style = (of: Locator, property: string): Promise<string> => of.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

for (const scheme of ['light', 'dark'] as const) {
  test(`with forced colours on a ${scheme} ground what is chosen, has the focus or is data stays to be seen, and axe finds nothing`, async ({ lab }) => {
    const { page } = lab
    const runs = [await shortRun(lab.store, 1), await shortRun(lab.store, 2, 60, '--set', 'optimiser.weight_decay=2')]
    await page.emulateMedia({ colorScheme: scheme, forcedColors: 'active' })
    const canvas = await style(page.locator('body'), 'background-color')
    const found: string[] = []
    const look = async (path: string, ready: Locator): Promise<void> => {
      await page.goto(new URL(`#${path}`, page.url()).href)
      await ready.waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      found.push(...violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`))
    }

    await look('/runs', new RunsPage(page).rows.first())
    // The ground is the system's, whatever theme was chosen; so are the charts'.
    await expect(page.locator('html')).toHaveAttribute('data-theme', scheme)
    const [first, second] = await Promise.all([0, 1].map((i) => style(new RunsPage(page).rows.nth(i).locator('.swatch line'), 'stroke')))
    expect(new Set([first, second, canvas]).size).toBe(3)
    expect(await style(new RunsPage(page).rows.first().locator('.chip'), 'border-top-style')).toBe('solid')
    expect(await style(new RunsPage(page).rows.first().locator('.chip .dot'), 'background-color')).not.toBe(canvas)
    const place = page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Runs' })
    expect(await style(place, 'background-color')).not.toBe(await style(page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Guide' }), 'background-color'))
    await page.keyboard.press('Tab')
    expect(await style(page.locator(':focus'), 'outline-style')).toBe('solid')
    expect(await style(page.locator(':focus'), 'outline-color')).not.toBe(canvas)

    await look(`/compare?runs=${runs.join(',')}`, page.getByRole('application').first())
    const parts = page.getByRole('radiogroup', { name: 'Which keys' }).getByRole('radio')
    expect(await style(parts.nth(0), 'background-color')).not.toBe(await style(parts.nth(1), 'background-color'))
    expect(await style(page.locator('.ramp').first(), 'background-image')).toContain('gradient')
    const frames = page.locator('.frame .picture')
    await expect(frames).not.toHaveCount(0)
    expect(await style(frames.first(), 'border-left-color')).toBe(await style(page.locator('.frame .swatch line').first(), 'stroke'))

    await look(`/runs/${runs[0]}`, page.getByRole('main').locator('canvas, svg').first())
    await page.keyboard.press('Control+k')
    await page.keyboard.press('ArrowDown')
    const options = page.getByRole('option')
    await expect.poll(async () => new Set(await Promise.all([0, 1, 2].map((i) => style(options.nth(i), 'background-color')))).size).toBe(2)
    expect(found).toEqual([])
  })
}
