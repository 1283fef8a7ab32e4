import { scaleLinear } from 'd3-scale'
import { describeMatrix } from './describe.ts'
import { formatFixed, formatInteger, formatSigned } from './formats.ts'
import { measuresOf } from './layout.ts'
import type { Cell, Frame, Label, Margins, MatrixData, MatrixScene, Measures, Rect, Tick } from './scene.ts'
import type { MatrixSpec } from './spec.ts'
import { boxOf, label, touches } from './words.ts'

/** More marks than this are not drawn one by one; their cells keep the colour of missing values and their count. */
const mostMarks = 2000

/** Lays out a matrix: whole px a cell on screen, axes and colour bar around it, nothing over a finite cell. */
export function buildMatrixScene(spec: MatrixSpec, matrix: MatrixData, frame: Frame): MatrixScene {
  const measures = measuresOf(spec.size)
  const unit = measures.tickText / 11
  const paper = spec.size?.unit === 'mm'
  const order = usableOrder(spec, matrix.columns)
  const columns = order?.length ?? matrix.columns
  const places = order === null ? null : new Map(order.map((column, place) => [column, place]))

  const margins: Margins = { left: paper ? 30 * unit : 48, right: paper ? 30 * unit : 48, top: 0, bottom: (order === null ? 34 : 21) * unit, ...frame.margins }
  const head = layHead(spec, frame, margins, measures, unit)
  const y = margins.top + head.height + (spec.brackets.length > 0 ? 24 * unit : 0)
  const room = { width: frame.width - margins.left - margins.right, height: frame.height - y - margins.bottom }
  const cell = spec.cell === null ? cellSize(matrix.rows, columns, room, paper) : { width: spec.cell, height: spec.cell }
  const plot: Rect = { x: margins.left, y, width: columns * cell.width, height: matrix.rows * cell.height }

  const rowTicks = indexTicks(matrix.rows, plot.y, cell.height, 28 * unit)
  const columnTicks = order === null ? indexTicks(columns, plot.x, cell.width, 40 * unit) : []
  const cellRect = (row: number, column: number): Rect => {
    const place = places === null ? column : (places.get(column) ?? 0)
    return { x: plot.x + place * cell.width, y: plot.y + row * cell.height, ...cell }
  }
  const brackets = spec.brackets.map((b) => ({ x0: plot.x + b.from * cell.width + unit, x1: plot.x + b.to * cell.width - unit, y: plot.y - 6 * unit, key: b.key, label: b.label }))
  const highlights = spec.highlights
    .filter(({ axis, index }) => (axis === 'row' ? index < matrix.rows : index < matrix.columns && (places === null || places.has(index))))
    .map((h) => ({ axis: h.axis, label: h.label, rect: outline(h.axis === 'row' ? { ...cellRect(h.index, 0), x: plot.x, width: plot.width } : { ...cellRect(0, h.index), height: plot.height }) }))
  const { counts, marks } = inspect(spec, matrix, order, plot, cell)

  const labels: Label[] = [
    ...head.labels,
    ...rowTicks.map((t) => label(t.label, { x: plot.x - 8 * unit, y: t.at + 3.5 * unit, anchor: 'end' }, measures.tickText, 'text-3')),
    ...axisWords(spec, plot, columnTicks, highlights.map(({ axis, rect, label: text }) => ({ axis, rect, text })), measures, unit),
    ...bracketWords(brackets, measures, unit),
  ]
  const laidOut = {
    kind: 'matrix', spec, matrix, measures, cell, plot, rowTicks, columnTicks, counts, marks, labels,
    width: Math.max(frame.width, plot.x + plot.width + margins.right),
    height: Math.max(frame.height, plot.y + plot.height + margins.bottom),
    bar: head.bar,
    brackets: brackets.map(({ x0, x1, y: at, key }) => ({ x0, x1, y: at, key })),
    highlights: highlights.map(({ axis, rect }) => ({ axis, rect })),
  } as const

  function cellAt(x: number, py: number): Cell | null {
    const row = Math.floor((py - plot.y) / cell.height)
    const place = Math.floor((x - plot.x) / cell.width)
    if (row < 0 || row >= matrix.rows || place < 0 || place >= columns) return null
    const column = order === null ? place : (order[place] ?? 0)
    return { row, column, place, value: matrix.values[row * matrix.columns + column] ?? NaN }
  }
  return { ...laidOut, description: describeMatrix(laidOut), cellAt, cellRect }
}

/** A cell is at most this many times longer than high, or higher than long, so that it still reads as a cell. */
const stretch = 3

/** The largest cells that fit: whole px of at least one on screen, any size on paper. */
function cellSize(rows: number, columns: number, room: { width: number; height: number }, paper: boolean): MatrixScene['cell'] {
  const size = (length: number, count: number): number => (paper ? Math.max(0.05, length / Math.max(1, count)) : Math.max(1, Math.floor(length / Math.max(1, count))))
  const [across, down] = [size(room.width, columns), size(room.height, rows)]
  return { width: Math.min(across, stretch * down), height: Math.min(down, stretch * across) }
}

/** The order of the specification without columns that this matrix does not have: a permutation of another width shows what it can. */
function usableOrder({ columnOrder }: MatrixSpec, columns: number): readonly number[] | null {
  return columnOrder === null ? null : columnOrder.filter((column) => column < columns)
}

/** Title and colour bar on one line, or the bar below where they would touch; the bar always has both limits and zero. */
function layHead(spec: MatrixSpec, frame: Frame, margins: Margins, measures: Measures, unit: number) {
  const baseline = margins.top + 16 * unit
  const title = label(spec.title, { x: margins.left, y: baseline }, measures.titleText, 'text', 600)
  const subtitle = label(spec.subtitle, { x: boxOf(title).x + boxOf(title).width + 7 * unit, y: baseline }, measures.tickText, 'text-3')
  const words = [title, subtitle].filter(({ spans }) => spans[0]?.text !== '')

  const [low, high] = spec.limits
  const decimals = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))) + 1e-9)))
  const [lowText, highText] = [low < 0 ? formatFixed(low, decimals) : formatLimit(low, decimals), low < 0 ? formatSigned(high, decimals) : formatLimit(high, decimals)]
  const width = 132 * unit
  const place = (y: number) => {
    const right = label(highText, { x: frame.width - margins.right, y, anchor: 'end' }, measures.tickText, 'text-3')
    const rect: Rect = { x: boxOf(right).x - 6 * unit - width, y: y - 8 * unit, width, height: 8 * unit }
    const left = label(lowText, { x: rect.x - 6 * unit, y, anchor: 'end' }, measures.tickText, 'text-3')
    const zero = low < 0 && high > 0 ? rect.x + (width * -low) / (high - low) : null
    const middle = zero === null ? [] : [label('0', { x: zero, y: y + 14 * unit, anchor: 'middle' }, measures.tickText, 'text-3')]
    return { rect, zero, labels: [left, right, ...middle] }
  }
  const beside = place(baseline)
  const crowded = words.some((text) => touches(boxOf(text), boxOf(beside.labels[0] ?? title), 12))
  const bar = crowded ? place(baseline + 18 * unit) : beside
  return { labels: [...words, ...bar.labels], bar: { rect: bar.rect, zero: bar.zero }, height: (crowded ? 58 : 40) * unit }
}

function formatLimit(value: number, decimals: number): string {
  return value === 0 ? '0' : formatFixed(value, decimals)
}

/** Row or column numbers, from 0, at least `room` px apart. */
function indexTicks(count: number, start: number, cell: number, room: number): readonly Tick[] {
  if (count === 0) return []
  const spacing = Math.max(1, Math.ceil(room / cell))
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((n) => n >= spacing) ?? 10_000
  return scaleLinear([0, count], [0, 1])
    .ticks(Math.max(1, Math.ceil(count / every)))
    .filter((value) => value < count && value % every === 0)
    .map((value) => ({ value, at: start + (value + 0.5) * cell, major: true, label: formatInteger(value) }))
}

/** An outline outside the cells of a row or a column. */
function outline({ x, y, width, height }: Rect): Rect {
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 }
}

/** Names of the axes, numbers of columns in their stored order, and words of highlights: rows at the right, columns below. */
function axisWords(spec: MatrixSpec, plot: Rect, ticks: readonly Tick[], highlights: readonly { axis: 'row' | 'column'; rect: Rect; text: string }[], measures: Measures, unit: number): readonly Label[] {
  const bottom = plot.y + plot.height + 15 * unit
  const words = highlights.map(({ axis, rect, text }) =>
    axis === 'row'
      ? label(text, { x: plot.x + plot.width + 6 * unit, y: rect.y + rect.height / 2 + 3.5 * unit }, measures.tickText, 'accent-text', 500)
      : label(text, { x: rect.x + rect.width / 2, y: bottom, anchor: 'middle' }, measures.tickText, 'accent-text', 500),
  )
  const add = (candidate: Label): void => {
    if (!words.some((other) => touches(boxOf(candidate), boxOf(other)))) words.push(candidate)
  }
  add(label(`${spec.rowLabel} ↓   ${spec.columnLabel} →`, { x: plot.x, y: bottom + (ticks.length > 0 ? 14 * unit : 0) }, measures.tickText, 'text-3'))
  for (const tick of ticks) add(label(tick.label, { x: tick.at, y: bottom, anchor: 'middle' }, measures.tickText, 'text-3'))
  return words
}

/** Words above brackets that are wide enough for them; key ones in ink. */
function bracketWords(brackets: readonly { x0: number; x1: number; y: number; key: boolean; label: string }[], measures: Measures, unit: number): readonly Label[] {
  return brackets
    .map(({ x0, x1, y, key, label: text }) => ({ room: x1 - x0, words: label(text, { x: (x0 + x1) / 2, y: y - 5 * unit, anchor: 'middle' }, measures.tickText, key ? 'text' : 'text-3', key ? 600 : 400) }))
    .filter(({ room, words }) => boxOf(words).width <= room + 2)
    .map(({ words }) => words)
}

/** Counts of what colours cannot show, and marks for cells that are not numbers. */
function inspect({ limits: [low, high] }: MatrixSpec, { rows, columns, values }: MatrixData, order: readonly number[] | null, plot: Rect, cell: MatrixScene['cell']): Pick<MatrixScene, 'counts' | 'marks'> {
  const drawn = order?.length ?? columns
  const marks: { kind: 'nan' | 'infinite'; rect: Rect }[] = []
  let clipped = 0
  let nan = 0
  let infinite = 0
  for (let row = 0; row < rows; row += 1) {
    for (let place = 0; place < drawn; place += 1) {
      const value = values[row * columns + (order === null ? place : (order[place] ?? 0))] ?? NaN
      if (value >= low && value <= high) continue
      if (Number.isFinite(value)) {
        clipped += 1
        continue
      }
      if (Number.isNaN(value)) nan += 1
      else infinite += 1
      if (marks.length <= mostMarks) marks.push({ kind: Number.isNaN(value) ? 'nan' : 'infinite', rect: { x: plot.x + place * cell.width, y: plot.y + row * cell.height, ...cell } })
    }
  }
  return { counts: { cells: rows * drawn, clipped, nan, infinite }, marks: Math.min(cell.width, cell.height) >= 4 && marks.length <= mostMarks ? marks : [] }
}
