import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { basicCards } from '../src/renderer/measures/measure-cards.ts'
import { texLines } from '../src/renderer/measures/tex-lines.ts'
import { constructedTexts } from '../src/renderer/views/constructed/kinds.ts'
import { measures } from '../src/science/measures/index.ts'
import { theories } from '../src/science/theory/index.ts'

const cards = [...basicCards, ...measures]
const formulas = [...cards.map(({ id, formula }) => [id, formula]), ...theories.map(({ id, tex }) => [id, tex]), ...constructedTexts.map(({ kind, formula }) => [kind, formula])] as const

describe('formulas of measures, theories and constructed solutions', () => {
  test.each(formulas)('the formula of %s is TeX that can be set, line by line', (_id, formula) => {
    const lines = texLines(formula)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      const set = katex.renderToString(line, { displayMode: true, throwOnError: true, strict: 'error', trust: false })
      expect(set).not.toContain('katex-error')
      // A command that was written without its backslash shows as letters.
      expect(line).not.toMatch(/(?<![\\a-zA-Z])(?:text|frac|sum|lVert|langle|operatorname|quad)\b\{?/)
    }
  })
})

describe('the cards of measures', () => {
  test('each says where it is defined, in a sentence', () => {
    for (const { id, domain } of cards) expect(domain, id).toMatch(/^[A-Z].*\.$/)
  })
  test('a series belongs to one card, by name or by pattern', () => {
    const names = cards.flatMap(({ series }) => series)
    expect(new Set(names).size).toBe(names.length)
  })
})
