import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { textWidth } from './text-metrics.ts'

describe('text widths', () => {
  test('the stored table is what the bundled fonts give, and measures the lab’s words to 2 %', async () => {
    const script = fileURLToPath(new URL('../../scripts/font-widths.mjs', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--check'])
    expect(stdout).toContain('The table is current')
  })
  test('width grows with the size and the weight, and is additive', () => {
    expect(textWidth('test', 24)).toBeCloseTo(2 * textWidth('test', 12), 9)
    expect(textWidth('test', 12, 'inter-600')).toBeGreaterThan(textWidth('test', 12))
    expect(textWidth('ab', 12)).toBeCloseTo(textWidth('a', 12) + textWidth('b', 12), 9)
    expect(textWidth('', 12)).toBe(0)
  })
  test('the monospaced face is monospaced; a character that no font has gets a width', () => {
    expect(textWidth('iiii', 10, 'mono-400')).toBeCloseTo(textWidth('WWWW', 10, 'mono-400'), 9)
    expect(textWidth('\u4e2d', 10)).toBe(6)
  })
})
