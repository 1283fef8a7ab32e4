import type { TextTable } from '../../tables/text-table.ts'
import type { DiffTable } from './diff-table.ts'

/** The table as it is shown, or with numbers that have all their digits and no marks (`raw`). */
export function textTable({ columns, rows }: DiffTable, cells: 'shown' | 'raw'): TextTable {
  return {
    head: ['', ...columns.map(({ name, isBaseline }) => (isBaseline && columns.length > 1 ? `${name}, baseline` : name))],
    rows: rows.map((row) => [row.label, ...columns.map((_, i) => (cells === 'raw' ? row.cell(i).raw : row.cell(i).text))]),
  }
}
