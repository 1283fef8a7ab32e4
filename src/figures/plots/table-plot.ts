import { mmToPx, paperMeasures, pxToMm } from '../layout.ts'
import type { FigureSize } from '../spec-parts.ts'
import { interFace, textWidth } from '../text-metrics.ts'
import type { PlotsData } from './plots-data.ts'
import { wrapped } from './plots-scene.ts'
import type { MarkInput, PlotsSpecInput } from './plots-spec.ts'
import { isPicture, pictureMarks, swatchMarks, type CellPicture, type TableGrid } from './table-pictures.ts'

/** Cells as words or small pictures, columns in line at their beginning or their end. */
export interface TableWords {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | CellPicture)[])[]
  /** Of each column; by default the first begins in line and the others end in line. */
  readonly anchors?: readonly ('start' | 'end')[]
  /** What stands before the first cell of each row. */
  readonly leads?: readonly TableLead[]
}

export interface TableLead {
  /** The colour of a run; null for a row of several, which is written in bold. */
  readonly slot: number | null
  /** 1 for a row that belongs to the one above. */
  readonly depth: number
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
const pictureWidth = 96
/** Of the colour of a run with the room behind it, and of a level. */
const swatchWidth = 22
const indent = 14

/** mm: a note of one line has room. */
const leastWidth = 85

/**
 * A table as a figure: a head, hairlines between the rows, words at their places in units of px. Words longer than a column may be are cut with an ellipsis.
 *
 * @param note what the figure has below its title: it stands above the table
 */
export function tablePlot({ head, rows, anchors, leads }: TableWords, note: string): TablePlot {
  const unit = paperMeasures.tickText / 11
  const cells = [head, ...rows].map((line) => line.map((cell) => (isPicture(cell) ? cell : shortened(cell))))
  const isStrong = (line: number): boolean => leads?.[line - 1]?.slot === null
  const before = (line: number): number => {
    const lead = leads?.[line - 1]
    return lead === undefined ? 0 : lead.depth * indent + (lead.slot === null ? 0 : swatchWidth)
  }
  const widthOf = (cell: string | CellPicture, line: number): number => (isPicture(cell) ? pictureWidth : textWidth(cell, 11, interFace(isStrong(line) ? 600 : 400)))
  const widths = head.map((_, column) => Math.max(...cells.map((line, i) => widthOf(line[column] ?? '', i) + (column === 0 ? before(i) : 0))))
  const ends = widths.map((_, column) => widths.slice(0, column + 1).reduce((sum, width) => sum + width, 0) + gap * column)
  const width = (ends.at(-1) ?? 0) + 1
  const data: Record<string, Record<string, readonly number[]>> = {
    rules: { x: rows.map(() => 0), x2: rows.map(() => width), y: rows.map((_, i) => i + 0.5), y2: rows.map((_, i) => i + 0.5) },
    foot: { x: [0, 0], x2: [width, width], y: [0.5, rows.length + 0.5], y2: [0.5, rows.length + 0.5] },
  }
  const words = head.flatMap((_, column): MarkInput[] => {
    const anchor = anchors?.[column] ?? (column === 0 ? 'start' : 'end')
    const end = ends[column] ?? 0
    const at = (line: number): number => (anchor === 'end' ? end : end - (widths[column] ?? 0) + (column === 0 ? before(line) : 0))
    return [false, true].flatMap((strong): MarkInput[] => {
      const lines = cells.flatMap((line, i) => (isStrong(i) === strong && typeof line[column] === 'string' ? [{ text: line[column], i }] : []))
      if (lines.length === 0) return []
      const key = `column ${column + 1}${strong ? ' of groups' : ''}`
      data[key] = { x: lines.map(({ i }) => at(i)), y: lines.map(({ i }) => i) }
      return [{ mark: 'words', data: key, texts: lines.map(({ text }) => text), anchor, ink: column === 0 && leads === undefined ? 'text-2' : 'text', ...(strong ? { weight: 600 } : {}) }]
    })
  })
  const grid: TableGrid = { start: (column) => (ends[column] ?? 0) - (widths[column] ?? 0), width: pictureWidth }
  const pictures = [swatchMarks((leads ?? []).map(({ slot, depth }) => ({ slot, x: depth * indent }))), pictureMarks(cells, grid)]
  pictures.forEach((drawn) => Object.assign(data, drawn.data))
  const height = rowHeight * cells.length + 8
  const wide = Math.max(leastWidth, Math.ceil(pxToMm(width * unit + 8)))
  const above = 26 + 15 * wrapped(note, mmToPx(wide) - 8, paperMeasures.tickText).length
  return {
    rows: [{ height, plots: [{
      id: 'table', grid: 'none', x: { kind: 'linear', domain: [0, width], shown: 'none' }, y: { kind: 'places', count: cells.length, reversed: true, shown: 'none' },
      marks: [{ mark: 'segments', data: 'rules', ink: 'grid', width: 1 }, { mark: 'segments', data: 'foot', ink: 'axis', width: 1 }, ...pictures.flatMap(({ marks }) => marks), ...words],
    }] }],
    data,
    size: { unit: 'mm', width: wide, height: Math.ceil(pxToMm((height + above + 12) * unit) * 10) / 10 },
  }
}

const mostLetters = 60

function shortened(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text
}
