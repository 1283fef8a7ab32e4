import AxeBuilder from '@axe-core/playwright'
import { chromium } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { screensOf } from './e2e/pages/screens.ts'
const address = readFileSync('/tmp/wt/house-address', 'utf8').trim()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' })
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
await page.goto(address)
const zoom = process.argv[2] === 'zoom'
if (zoom) await page.setViewportSize({ width: 720, height: 450 })
for (const { path, ready } of screensOf(['run_u7fispxt840h', 'run_41l5x5rzrupr'])) {
  const began = performance.now()
  try {
    await page.goto(new URL(`#${path}`, page.url()).href)
    await ready(page).waitFor({ timeout: 30_000, state: zoom ? 'attached' : 'visible' })
    if (zoom) {
      const lost = await page.evaluate(() => {
        const controls = [...document.querySelectorAll<HTMLElement>('main :is(button, a[href], input, [role="slider"]), [aria-label="Title and actions"] :is(button, a[href])')]
        return controls.flatMap((control) => {
          control.scrollIntoView({ block: 'center', inline: 'center' })
          const { left, top, width, height } = control.getBoundingClientRect()
          if (width === 0 || height === 0 || getComputedStyle(control).visibility === 'hidden' || control.closest('[aria-hidden="true"]')) return []
          const [x, y] = [left + width / 2, top + height / 2]
          const isInside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight
          const at = isInside ? document.elementFromPoint(x, y) : null
          const isSeen = at !== null && (control.contains(at) || at.contains(control) || at.closest('label')?.contains(control) === true)
          return isSeen ? [] : [`${control.tagName.toLowerCase()} ${(control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 50)} @${Math.round(x)},${Math.round(y)} under ${at?.className ?? at}`]
        })
      })
      console.log(path, Math.round(performance.now() - began), lost.length === 0 ? 'ok' : `\n    ${lost.slice(0, 12).join('\n    ')} (${lost.length})`)
    } else {
      const { violations } = await new AxeBuilder({ page }).analyze()
      console.log(path, Math.round(performance.now() - began), violations.length === 0 ? 'ok' : '')
      for (const { id, nodes } of violations) console.log('   ', id, nodes.length, nodes.slice(0, 3).map(({ html, target, failureSummary }) => `${target.join(' ')} :: ${html.slice(0, 140)} :: ${(failureSummary ?? '').split('\n').slice(1, 2).join(' ').slice(0, 140)}`).join('\n        '))
    }
  } catch (error) { console.log(path, 'ERROR', String(error).split('\n')[0]) }
}
await browser.close()
