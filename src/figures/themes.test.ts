import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runColour, themes, tokenNames } from './themes.ts'

const file = new URL('../renderer/theme/tokens.css', import.meta.url)

/** Custom properties of the rule that begins at `selector`. */
function tokensOf(css: string, selector: string): Map<string, string> {
  const start = css.indexOf(selector)
  const body = css.slice(start, css.indexOf('\n}', start))
  return new Map([...body.matchAll(/--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})/g)].map((m) => [m[1] ?? '', (m[2] ?? '').toUpperCase()]))
}

describe('figure colours', () => {
  test('are the tokens of the page, in both themes', () => {
    const css = readFileSync(file, 'utf8')
    for (const [theme, selector] of [['light', ':root {'], ['dark', '[data-theme="dark"] {']] as const) {
      const tokens = tokensOf(css, selector)
      for (const name of tokenNames) expect(themes[theme][name].toUpperCase(), `--${name} in ${theme}`).toBe(tokens.get(name))
    }
  })
  test('print is light', () => {
    expect(themes.print).toEqual(themes.light)
  })
  test('28 slots are 28 pairs of hue and dash; hues repeat with the next dash', () => {
    const pairs = Array.from({ length: 28 }, (_, i) => runColour(i + 1))
    expect(new Set(pairs.map((p) => JSON.stringify(p))).size).toBe(28)
    expect(pairs[0]).toEqual({ ink: 'run-1', dash: null })
    expect(pairs[7]).toEqual({ ink: 'run-1', dash: [6, 3] })
    expect(pairs[27]).toEqual({ ink: 'run-7', dash: [8, 3, 2, 3] })
  })
})
