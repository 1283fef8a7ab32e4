import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toCsv, toLatex, toMarkdown, type TextTable } from './text-table.ts'
import { latexText } from './latex-text.ts'

const table: TextTable = {
  head: ['', 'seed 1', 'wd 0.3 & more, baseline'],
  rows: [
    ['model.hidden', '[200, 200]', '[200, 100]'],
    ['optimiser.weight_decay', '1', '–'],
    ['train ≥ 99 %', '1\u202f286', '1\u202f041 ± 51 (5)'],
    ['last test loss', '8.30·10⁻⁴', '\\frac{1}{2}_^~#$%{}'],
  ],
}

/** Of braces that group, so without those that are printed. */
function areBalanced(tex: string): boolean {
  let depth = 0
  for (const [mark] of tex.matchAll(/\\.|[{}]/g)) {
    depth += mark === '{' ? 1 : mark === '}' ? -1 : 0
    if (depth < 0) return false
  }
  return depth === 0
}
const unescaped = (tex: string, mark: string): number => [...tex.matchAll(/\\.|[\s\S]/g)].filter(([found]) => found === mark).length

describe('LaTeX', () => {
  test('is one tabular with the rules of booktabs, and every row has every column', () => {
    const tex = toLatex(table)
    expect(tex).toContain('\\begin{tabular}{lrr}')
    for (const rule of ['\\toprule', '\\midrule', '\\bottomrule', '\\end{tabular}']) expect(tex.split(rule)).toHaveLength(2)
    const rows = tex.split('\n').filter((line) => line.endsWith('\\\\'))
    expect(rows).toHaveLength(5)
    for (const row of rows) expect(unescaped(row, '&')).toBe(2)
  })

  test('sets what TeX would take for a command', () => {
    expect(latexText('a_b & 5 % of #1 for $2')).toBe('a\\_b \\& 5 \\% of \\#1 for \\$2')
    expect(latexText('\\frac{1}^~')).toBe('\\textbackslash{}frac\\{1\\}\\textasciicircum{}\\textasciitilde{}')
    expect(latexText('8.30·10⁻⁴')).toBe('8.30$\\cdot$10$^{-4}$')
    expect(latexText('W₁₂')).toBe('W$_{12}$')
    expect(latexText('1\u202f286 ± 51')).toBe('1\\,286 $\\pm$ 51')
  })

  test('a list at the start of a row is not the length of the row before', () => {
    expect(latexText('[200, 100]')).toBe('{}[200, 100]')
  })

  test('Greek and the signs of formulas are formulas; a letter that pdfLaTeX lacks compiles there as its number', () => {
    expect(latexText('λ=0.1 ⊥Grad → α')).toBe('$\\lambda$=0.1 $\\perp$Grad $\\rightarrow$ $\\alpha$')
    expect(latexText('größer, Łódź, „so“')).toBe('größer, Łódź, ,,so``')
    expect(latexText('đ 中 😀')).toBe('{\\ifdefined\\Umathcode đ\\else U+0111\\fi} {\\ifdefined\\Umathcode 中\\else U+4E2D\\fi} {\\ifdefined\\Umathcode 😀\\else U+1F600\\fi}')
    expect(latexText('zero\u200bwidth e\u0301\u2003end')).toBe('zerowidth é end')
  })

  test('stays balanced whatever stands in a cell', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tex = latexText(text)
      expect(areBalanced(tex)).toBe(true)
      expect(unescaped(tex, '$') % 2).toBe(0)
      for (const mark of ['#', '%', '&']) expect(unescaped(tex, mark)).toBe(0)
      expect(tex).not.toMatch(/[\r\n]/)
    }))
  })
})

test('Markdown keeps a cell in its row', () => {
  const text = toMarkdown({ head: ['', 'a|b'], rows: [['k', 'x\ny']] })
  expect(text).toBe('|  | a\\|b |\n| --- | ---: |\n| k | x y |\n')
})

test('CSV quotes what has commas, quotes or lines', () => {
  expect(toCsv({ head: ['', 'a'], rows: [['model.hidden', '[1, 2]'], ['say', '"x"']] })).toBe(',a\r\nmodel.hidden,"[1, 2]"\r\nsay,"""x"""\r\n')
})
