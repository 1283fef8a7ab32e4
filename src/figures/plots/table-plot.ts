import { mmToPx, paperMeasures, pxToMm } from '../layout.ts'
import type { FigureSize } from '../spec-parts.ts'
import { textWidth } from '../text-metrics.ts'
import type { PlotsData } from './plots-data.ts'
import { wrapped } from './plots-scene.ts'
import type { MarkInput, PlotsSpecInput } from './plots-spec.ts'

/** Cells as words, the first column left, the others right. */
export interface TableWords {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface TablePlot {
  readonly rows: PlotsSpecInput['rows']
  readonly data: PlotsData
  /** As wide as its words are on paper. */
  readonly size: FigureSize
}

/** px of the screen's text between columns, and of a row. */
const gap = 18
const rowHeight = 19

/** mm: a note of one line has room. */
const leastWidth = 85

/**
 * A table as a figure: a head, hairlines between the rows, words at their places in units of px. Words longer than a column may be are cut with an ellipsis.
 *
 * @param note what the figure has below its title: it stands above the table
 */
export function tablePlot({ head, rows }: TableWords, note: string): TablePlot {
  const unit = paperMeasures.tickText / 11
  const lines = [head, ...rows].map((cells) => cells.map(shortened))
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => textWidth(cells[column] ?? '', 11))))
  const ends = widths.map((_, column) => widths.slice(0, column + 1).reduce((sum, width) => sum + width, 0) + gap * column)
  const width = (ends.at(-1) ?? 0) + 1
  const data: Record<string, Record<string, readonly number[]>> = {
    rules: { x: rows.map(() => 0), x2: rows.map(() => width), y: rows.map((_, i) => i + 0.5), y2: rows.map((_, i) => i + 0.5) },
    foot: { x: [0, 0], x2: [width, width], y: [0.5, rows.length + 0.5], y2: [0.5, rows.length + 0.5] },
  }
  const words = head.map((_, column): MarkInput => {
    data[`column ${column + 1}`] = { x: lines.map(() => (column === 0 ? 0 : (ends[column] ?? 0))), y: lines.map((_, i) => i) }
    return { mark: 'words', data: `column ${column + 1}`, texts: lines.map((cells) => cells[column] ?? ''), anchor: column === 0 ? 'start' : 'end', ink: column === 0 ? 'text-2' : 'text' }
  })
  const height = rowHeight * lines.length + 8
  const wide = Math.max(leastWidth, Math.ceil(pxToMm(width * unit + 8)))
  const above = 26 + 15 * wrapped(note, mmToPx(wide) - 8, paperMeasures.tickText).length
  return {
    rows: [{ height, plots: [{
      id: 'table', grid: 'none', x: { kind: 'linear', domain: [0, width], shown: 'none' }, y: { kind: 'places', count: lines.length, reversed: true, shown: 'none' },
      marks: [{ mark: 'segments', data: 'rules', ink: 'grid', width: 1 }, { mark: 'segments', data: 'foot', ink: 'axis', width: 1 }, ...words],
    }] }],
    data,
    size: { unit: 'mm', width: wide, height: Math.ceil(pxToMm((height + above + 12) * unit) * 10) / 10 },
  }
}

const mostLetters = 60

function shortened(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text
}
