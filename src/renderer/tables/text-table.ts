import { csvField, csvLineEnd } from '../../figures/csv.ts'
import { latexText } from './latex-text.ts'

/** What a table says, as text: a head and rows of cells. */
export interface TextTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Of each column; by default the first begins in line and the others end in line. */
  readonly anchors?: readonly ('start' | 'end')[]
}

const beginsAt = ({ anchors }: TextTable, column: number): boolean => (anchors?.[column] ?? (column === 0 ? 'start' : 'end')) === 'start'

/** GitHub's tables: cells cannot break the row they stand in. */
export function toMarkdown(table: TextTable): string {
  const { head, rows } = table
  const cell = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s*\r?\n\s*/g, ' ')
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map((_, i) => (beginsAt(table, i) ? ' --- |' : ' ---: |')).join('')}`, ...rows.map(line), ''].join('\n')
}

/** RFC 4180: quoted where it has to be, lines end with CR LF. */
export function toCsv({ head, rows }: TextTable): string {
  return [head, ...rows].map((cells) => cells.map(csvField).join(',') + csvLineEnd).join('')
}

/** A `tabular` with the rules of booktabs, columns left or right as their words stand. It compiles with `\usepackage{booktabs}` and UTF-8 input, in pdfLaTeX, XeLaTeX and LuaLaTeX. */
export function toLatex(table: TextTable): string {
  const { head, rows } = table
  const line = (cells: readonly string[]): string => `  ${cells.map(latexText).join(' & ')} \\\\`
  return [
    '% \\usepackage{booktabs}',
    `\\begin{tabular}{${head.map((_, i) => (beginsAt(table, i) ? 'l' : 'r')).join('')}}`,
    '  \\toprule',
    line(head),
    '  \\midrule',
    ...rows.map(line),
    '  \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n')
}
