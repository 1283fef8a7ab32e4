import type { DiffTable } from './diff-table.ts'
import { latexText } from './latex-text.ts'

/** What the table says, as text: a head and rows of cells. */
export interface TextTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The table as it is shown, or with numbers that have all their digits and no marks (`raw`). */
export function textTable({ columns, rows }: DiffTable, cells: 'shown' | 'raw'): TextTable {
  return {
    head: ['', ...columns.map(({ name, isBaseline }) => (isBaseline && columns.length > 1 ? `${name}, baseline` : name))],
    rows: rows.map((row) => [row.label, ...columns.map((_, i) => (cells === 'raw' ? row.cell(i).raw : row.cell(i).text))]),
  }
}

/** GitHub's tables: cells cannot break the row they stand in. */
export function toMarkdown({ head, rows }: TextTable): string {
  const cell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s*\r?\n\s*/g, ' ')
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `| --- |${' ---: |'.repeat(Math.max(0, head.length - 1))}`, ...rows.map(line), ''].join('\n')
}

/** RFC 4180: quoted where it has to be, lines end with CR LF. */
export function toCsv({ head, rows }: TextTable): string {
  const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [head, ...rows].map((cells) => `${cells.map(field).join(',')}\r\n`).join('')
}

/** A `tabular` with the rules of booktabs, the first column left, the others right. It compiles with `\usepackage{booktabs}` and UTF-8 input, in pdfLaTeX, XeLaTeX and LuaLaTeX. */
export function toLatex({ head, rows }: TextTable): string {
  const line = (cells: readonly string[]): string => `  ${cells.map(latexText).join(' & ')} \\\\`
  return [
    '% \\usepackage{booktabs}',
    `\\begin{tabular}{l${'r'.repeat(Math.max(0, head.length - 1))}}`,
    '  \\toprule',
    line(head),
    '  \\midrule',
    ...rows.map(line),
    '  \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n')
}
