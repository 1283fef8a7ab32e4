import { describe, expect, test } from 'vitest'
import { keyCap, matches, type Stroke } from './keys.ts'

const stroke = (key: string, held: Partial<Stroke> = {}): Stroke => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

describe('a shortcut is met by its stroke only', () => {
  test('Ctrl+K needs Ctrl, or Command on a Mac, and no Shift', () => {
    expect(matches(stroke('k', { ctrlKey: true }), 'Ctrl+K')).toBe(true)
    expect(matches(stroke('k', { metaKey: true }), 'Ctrl+K')).toBe(true)
    expect(matches(stroke('k'), 'Ctrl+K')).toBe(false)
    expect(matches(stroke('K', { ctrlKey: true, shiftKey: true }), 'Ctrl+K')).toBe(false)
  })
  test('arrows are written as arrows and Space as a word', () => {
    expect(matches(stroke('ArrowRight'), '→')).toBe(true)
    expect(matches(stroke('ArrowRight', { shiftKey: true }), 'Shift+→')).toBe(true)
    expect(matches(stroke('ArrowRight', { shiftKey: true }), '→')).toBe(false)
    expect(matches(stroke(' '), 'Space')).toBe(true)
  })
  test('the plus sign is a key like any other', () => {
    expect(matches(stroke('+', { shiftKey: true }), '+')).toBe(true)
    expect(matches(stroke('a'), '+')).toBe(false)
    expect([keyCap('+'), keyCap('Ctrl++'), keyCap('Ctrl+Shift+K')]).toEqual(['+', 'Ctrl +', 'Ctrl Shift K'])
  })
  test('a sign counts however this keyboard makes it', () => {
    expect(matches(stroke('/', { ctrlKey: true, shiftKey: true }), 'Ctrl+/')).toBe(true)
    expect(matches(stroke(']'), ']')).toBe(true)
  })
})
