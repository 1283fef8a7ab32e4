import { csvField, csvLineEnd } from '../csv.ts'
import type { PlotColumns, PlotsData } from './plots-data.ts'
import type { PlotsSpec } from './plots-spec.ts'

/** Columns in this order, whichever of them a figure has. */
const known = ['x', 'y', 'x2', 'y2', 'low', 'high', 'r', 'size', 'value'] as const

/**
 * Every number of a figure of plots, one row a point or cell, whatever is drawn of them: `plot,data,name,x,y,…`. A table that several marks
 * of a plot draw is written once. Numbers have all their digits.
 */
export function plotsCsv(spec: PlotsSpec, data: PlotsData): string {
  const tables = spec.rows.flatMap(({ plots }) => plots).flatMap((plot) => {
    const keys = new Map<string, readonly string[]>()
    for (const mark of plot.marks) {
      if (!('data' in mark) || data[mark.data] === undefined) continue
      const names = mark.mark === 'points' ? (mark.names ?? []) : mark.mark === 'words' ? mark.texts : []
      if (!keys.has(mark.data) || names.length > 0) keys.set(mark.data, names)
    }
    return [...keys].map(([key, names]) => ({ plot: plot.id, key, names, columns: cellsOf(data[key] ?? {}) }))
  })
  const columns = known.filter((name) => tables.some((table) => name in table.columns))
  const hasNames = tables.some(({ names }) => names.some((name) => name !== ''))
  const rows = [['plot', 'data', ...(hasNames ? ['name'] : []), ...columns].join(',')]
  for (const table of tables) {
    const count = Math.max(0, ...Object.values(table.columns).map(({ length }) => length))
    for (let i = 0; i < count; i += 1) {
      const numbers = columns.map((name) => (table.columns[name]?.[i] === undefined ? '' : String(table.columns[name][i])))
      rows.push([csvField(table.plot), csvField(table.key), ...(hasNames ? [csvField(table.names[i] ?? '')] : []), ...numbers].join(','))
    }
  }
  return rows.join(csvLineEnd) + csvLineEnd
}

/** A heat names its columns and rows once; as rows of a file each cell has both. */
function cellsOf(columns: PlotColumns): PlotColumns {
  const { value, x, y } = columns
  if (value === undefined || x === undefined || y === undefined) return columns
  const across = x.length
  const cell = (of: ArrayLike<number>, place: (i: number) => number): Float64Array => Float64Array.from({ length: across * y.length }, (_, i) => of[place(i)] ?? NaN)
  return { x: cell(x, (i) => i % across), y: cell(y, (i) => Math.floor(i / across)), value }
}
