import { formatInteger } from '../formats.ts'
import { measuresOf, mmToPx, pxToMm, paperMeasures } from '../layout.ts'
import type { Frame, Measures, SceneFacts } from '../scene.ts'
import type { FigureSize } from '../spec-parts.ts'
import { textWidth } from '../text-metrics.ts'
import { label } from '../words.ts'
import { belowOf, layPlot, sidesOf, type LaidPlot, type Sides } from './lay-plot.ts'
import type { PlotsData } from './plots-data.ts'
import type { PlotsSpec } from './plots-spec.ts'
import type { Layer, Shape } from './shapes.ts'

/** Plots laid out: every shape and word at its place in px, colours by token name, as `Scene` is for curves. */
export interface PlotsScene {
  readonly kind: 'plots'
  readonly spec: PlotsSpec
  readonly width: number
  readonly height: number
  readonly measures: Measures
  readonly plots: readonly LaidPlot[]
  /** In drawing order. */
  readonly layers: readonly Layer[]
  readonly facts: SceneFacts
  readonly description: string
}

/** Between plots of a row and between rows, px of the screen. */
const gap = 24
const between = 14

/** Lays out rows of plots. Pure: the same call gives the screen and the file. */
export function buildPlotsScene(spec: PlotsSpec, data: PlotsData, frame: Frame): PlotsScene {
  const measures = measuresOf(spec.size)
  const unit = measures.tickText / 11
  const side = spec.size?.unit === 'mm' ? 4 : 8
  const margins = { left: side, right: side, top: 4 * unit, bottom: 6 * unit, ...frame.margins }
  const inner = frame.width - margins.left - margins.right
  const head = layHead(spec, { x: margins.left, y: margins.top, width: inner }, measures, unit)

  const room = frame.height - margins.top - head.height - margins.bottom - between * unit * (spec.rows.length - 1)
  const all = spec.rows.reduce((sum, row) => sum + row.height, 0)
  let y = margins.top + head.height
  const sides = alignedSides(spec, data, inner, measures, unit)
  const plots = spec.rows.flatMap((row, r) => {
    const height = (Math.max(20 * spec.rows.length, room) * row.height) / all
    const weights = row.plots.reduce((sum, plot) => sum + plot.weight, 0)
    const across = inner - gap * unit * (row.plots.length - 1)
    const hasTitles = row.plots.some(({ title, subtitle, bar }) => title !== '' || subtitle !== '' || bar !== null)
    const below = Math.max(...row.plots.map(belowOf))
    let x = margins.left
    const laid = row.plots.map((plot, i) => {
      const width = (across * plot.weight) / weights
      const place = { x, y, width, height }
      x += width + gap * unit
      return layPlot(plot, data, { place, hasTitle: hasTitles, below, sides: sides[r]?.[i] ?? { left: 0, right: 0 }, measures, unit })
    })
    y += height + between * unit
    return laid
  })

  const drawn = plots.reduce((sum, plot) => sum + plot.drawn, 0)
  const total = plots.reduce((sum, plot) => sum + plot.total, 0)
  const isReduced = drawn < total
  const counted = isReduced ? `${formatInteger(drawn)} of ${formatInteger(total)} points of the lines drawn, no smoothing` : ''
  const sentence = [counted, ...spec.notes].filter((words) => words !== '').join(' · ')
  return {
    kind: 'plots', spec, measures, plots, width: frame.width, height: frame.height,
    layers: [{ clip: null, shapes: head.shapes }, ...plots.flatMap(({ layers }) => layers)],
    facts: { drawn, total, reduced: isReduced, sentence, groups: '' },
    description: [spec.title, spec.sentence, sentence].filter((words) => words !== '').map((words) => (/[.:;]$/.test(words) ? words : `${words}.`)).join(' '),
  }
}

/** Words beside each plot; plots above each other in rows of equally many, equally wide ones share theirs, so that their axes stand in line. */
function alignedSides(spec: PlotsSpec, data: PlotsData, inner: number, measures: Measures, unit: number): readonly (readonly Sides[])[] {
  const shape = (row: PlotsSpec['rows'][number]): string => row.plots.map(({ weight, aspect }) => `${weight} ${aspect === null}`).join()
  const own = spec.rows.map((row) => row.plots.map((plot) => sidesOf(plot, data, (inner - gap * unit * (row.plots.length - 1)) / row.plots.length, row.height * unit, measures)))
  return spec.rows.map((row, r) =>
    row.plots.map((_, i) => {
      const column = spec.rows.flatMap((other, k) => (k === r || (row.plots.every(({ aspect }) => aspect === null) && shape(other) === shape(row)) ? (own[k]?.[i] ?? []) : []))
      return { left: Math.max(...column.map(({ left }) => left)), right: Math.max(...column.map(({ right }) => right)) }
    }),
  )
}

/** The title and, below it, what must be known to read the figure; long notes go on over several lines. */
function layHead(spec: PlotsSpec, at: { x: number; y: number; width: number }, measures: Measures, unit: number): { readonly shapes: readonly Shape[]; readonly height: number } {
  const lines = spec.notes.flatMap((note) => wrapped(note, at.width, measures.tickText))
  const title: Shape[] = spec.title === '' ? [] : [{ kind: 'text', label: label(spec.title, { x: at.x, y: at.y + 14 * unit }, measures.titleText, 'text', 600) }]
  const top = spec.title === '' ? 0 : 20 * unit
  const notes = lines.map((words, i): Shape => ({ kind: 'text', label: label(words, { x: at.x, y: at.y + top + (12 + 15 * i) * unit }, measures.tickText, 'text-3') }))
  return { shapes: [...title, ...notes], height: top + lines.length * 15 * unit + (top + lines.length > 0 ? 6 * unit : 0) }
}

/** Lines of words that fit a width. */
export function wrapped(words: string, width: number, size: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

/** The size on paper at which rows have the heights that the specification names, in the units of its text. */
export function plotsSize(spec: PlotsSpec, widthMm: number): FigureSize {
  const unit = paperMeasures.tickText / 11
  const width = mmToPx(widthMm) - 8
  const lines = spec.notes.reduce((count, note) => count + wrapped(note, width, paperMeasures.tickText).length, 0)
  const head = (spec.title === '' ? 0 : 26) + 15 * lines
  const height = spec.rows.reduce((sum, row) => sum + row.height, 0) + between * (spec.rows.length - 1) + head + 12
  return { unit: 'mm', width: widthMm, height: Math.round(pxToMm(height * unit) * 10) / 10 }
}
