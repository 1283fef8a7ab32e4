import { horizontal, vertical } from '../drawing.ts'
import { placeLineLabels } from '../line-labels.ts'
import { occupancy } from '../occupancy.ts'
import type { Label, Measures, Rect, SceneLine, StepScale, Tick } from '../scene.ts'
import { textWidth } from '../text-metrics.ts'
import type { Token } from '../themes.ts'
import { boxOf, label, touches } from '../words.ts'
import { inkOf, layMark } from './marks.ts'
import { axisDomain, axisScale, axisTicks } from './plot-axes.ts'
import type { PlotsData } from './plots-data.ts'
import type { MarkSpec, PlotSpec } from './plots-spec.ts'
import type { Layer, Shape } from './shapes.ts'

export interface LaidPlot {
  readonly id: string
  readonly plot: Rect
  readonly x: StepScale
  readonly y: StepScale
  readonly layers: readonly Layer[]
  /** Points of its lines that are drawn, of those within its x axis. */
  readonly drawn: number
  readonly total: number
}

export interface Sides {
  readonly left: number
  readonly right: number
}

interface Room {
  readonly place: Rect
  /** A plot of its row has a title, so that all begin at one height; and what the words below any of them need, so that all end at one. */
  readonly hasTitle: boolean
  readonly below: number
  /** px left and right of the plot: the most that it or one above or below it needs. */
  readonly sides: Sides
  readonly measures: Measures
  readonly unit: number
}

/** What the x axis of a plot needs below it, px of the screen. */
export function belowOf({ x }: PlotSpec): number {
  return x.shown === 'all' ? (x.title === '' ? 20 : 34) : x.shown === 'ticks' ? 8 : 4
}

/** What words need beside a plot of about this size: of values at the left, of the names of its lines and of the last tick at the right. */
export function sidesOf(spec: PlotSpec, data: PlotsData, width: number, height: number, measures: Measures): Sides {
  const unit = measures.tickText / 11
  const ticks = axisTicks(spec.y, axisScale(spec.y, axisDomain(spec, 'y', data), [Math.max(16, height - 40 * unit), 0]), 34 * unit)
  const words = Math.max(0, ...ticks.map((tick) => textWidth(tick.label, measures.tickText)))
  const left = words > 0 ? words + 10 * unit : spec.y.shown === 'none' ? 0 : 6 * unit
  const names = spec.legend === 'ends' ? endRoom(spec, measures) : 0
  return { left, right: Math.max(names, overhang(spec, axisDomain(spec, 'x', data), width - left, measures, unit)) }
}

/** One plot within its place: title, legend and colour bar above, words of the axes beside and below, marks cut to what is left. */
export function layPlot(spec: PlotSpec, data: PlotsData, room: Room): LaidPlot {
  const { place, measures, unit } = room
  const [xDomain, yDomain] = [axisDomain(spec, 'x', data), axisDomain(spec, 'y', data)]
  const legend = spec.legend === 'row' ? layLegend(spec, place, room) : { shapes: [], height: 0 }
  const top = (room.hasTitle ? 20 * unit : 4 * unit) + legend.height
  const bottom = room.below * unit
  const { left, right } = room.sides
  const free = { x: place.x + left, y: place.y + top, width: Math.max(16, place.width - left - right), height: Math.max(16, place.height - top - bottom) }
  const plot = spec.aspect === null ? free : shaped(free, spec.aspect)

  const x = axisScale(spec.x, xDomain, [plot.x, plot.x + plot.width])
  const y = axisScale(spec.y, yDomain, [plot.y + plot.height, plot.y])
  const xTicks = axisTicks(spec.x, x, 52 * unit)
  const yTicks = axisTicks(spec.y, y, 34 * unit)
  const marks = spec.marks.map((mark) => ({ mark, laid: layMark(mark, data, { x, y, plot, measures, unit }) }))
  const lines = marks.flatMap(({ mark, laid }) => (laid.line === null ? [] : [{ mark, line: laid.line }]))

  const axisWords = [...xWords(spec, x, xTicks, plot, measures, unit), ...yWords(yTicks, plot, measures, unit)]
  const title = layTitle(spec, { ...plot, y: place.y, width: titleRoom(spec, plot, place, unit) }, measures, unit)
  const names = spec.legend === 'ends' ? endNames(lines, plot, place, [...axisWords, ...title.labels], measures) : []
  const behind: Shape[] = [
    ...(spec.grid === 'none' ? [] : yTicks.map((tick) => horizontal(tick.at, plot.x, plot.x + plot.width, 'grid', measures.hairline))),
    ...(spec.grid === 'both' ? xTicks.map((tick) => vertical(tick.at, plot.y, plot.y + plot.height, 'grid', measures.hairline)) : []),
  ]
  const axis: Shape[] = spec.x.shown === 'none' ? [] : [
    horizontal(plot.y + plot.height, plot.x, plot.x + plot.width, 'axis', measures.axis),
    ...xTicks.map((tick) => vertical(tick.at, plot.y + plot.height, plot.y + plot.height + (tick.major ? measures.majorTick * 0.75 : measures.minorTick), 'axis', measures.axis)),
  ]
  const frame: Shape[] = spec.frame === 'none' ? [] : [{ kind: 'rect', rect: plot, stroke: spec.frame === 'accent' ? 'accent' : 'n-6', width: spec.frame === 'accent' ? 1.5 : measures.hairline }]
  const texts = [...axisWords, ...title.labels, ...names].map((words): Shape => ({ kind: 'text', label: words }))
  return {
    id: spec.id, plot, x, y,
    layers: [
      { clip: null, shapes: behind },
      { clip: { x: plot.x - 2, y: plot.y - 2, width: plot.width + 4, height: plot.height + 4 }, shapes: marks.flatMap(({ laid }) => laid.inside) },
      { clip: null, shapes: [...axis, ...frame, ...marks.flatMap(({ laid }) => laid.above), ...title.bar, ...legend.shapes, ...texts] },
    ],
    drawn: lines.reduce((sum, { line }) => sum + line.drawn, 0),
    total: lines.reduce((sum, { line }) => sum + line.total, 0),
  }
}

/** A title ends with its place; over a shaped plot, whose place may be far wider, with the plot as soon as that is wide enough for a colour bar. */
function titleRoom({ aspect }: PlotSpec, plot: Rect, place: Rect, unit: number): number {
  const all = place.x + place.width - plot.x
  return aspect === null ? all : Math.min(all, Math.max(plot.width, 300 * unit))
}

/** The largest rectangle of a shape, at the left and the top of a place. */
function shaped({ x, y, width, height }: Rect, aspect: number): Rect {
  const fits = Math.min(width, height * aspect)
  return { x, y, width: fits, height: fits / aspect }
}

const labelled = (spec: PlotSpec) => spec.marks.flatMap((mark) => ('label' in mark && mark.label !== null ? [{ mark, words: mark.label }] : []))

/** Space right of a plot for the names of its lines, at most a third of its width. */
function endRoom(spec: PlotSpec, measures: Measures): number {
  const widths = labelled(spec).filter(({ mark }) => mark.mark === 'line').map(({ words }) => textWidth(words, measures.labelText, 'inter-500'))
  return widths.length === 0 ? 0 : Math.min(140, Math.max(...widths) + 12)
}

/** How far the last word below the axis goes beyond its end. */
function overhang({ x }: PlotSpec, domain: readonly [number, number], width: number, measures: Measures, unit: number): number {
  const ends = axisTicks(x, axisScale(x, domain, [0, Math.max(16, width)]), 52 * unit).map((tick) => tick.at + textWidth(tick.label, measures.tickText) / 2 - width)
  return Math.max(0, ...ends)
}

const textTokens: Partial<Record<Token, Token>> = { train: 'train-text', test: 'test-text', accent: 'accent-text', ghost: 'text-3', 'n-7': 'text-2', 'n-6': 'text-3' }

function endNames(lines: readonly { readonly mark: MarkSpec; readonly line: SceneLine }[], plot: Rect, place: Rect, taken: readonly Label[], measures: Measures): readonly Label[] {
  const covered = new Map(lines.map(({ line }) => [line, occupancy(line.stretches, plot)]))
  const wishes = lines.flatMap(({ mark, line }) => {
    const space = covered.get(line)
    return mark.mark !== 'line' || mark.label === null || space === undefined ? [] : [{ line, text: mark.label, ink: textTokens[line.ink] ?? line.ink, occupancy: space }]
  })
  return placeLineLabels(wishes, [...covered.values()], [], { plot, right: place.x + place.width, top: plot.y - 6, fewNames: Infinity }, taken.map(boxOf), measures)
}

/** Marks by their names in rows that fit the width: a short line or a disc, then the words. */
function layLegend(spec: PlotSpec, place: Rect, { measures, unit, hasTitle }: Room): { readonly shapes: readonly Shape[]; readonly height: number } {
  const entries = labelled(spec)
  const shapes: Shape[] = []
  let [x, row] = [place.x, 0]
  for (const { mark, words } of entries) {
    const width = 22 * unit + textWidth(words, measures.tickText) + 14 * unit
    if (x > place.x && x + width > place.x + place.width) {
      x = place.x
      row += 1
    }
    const y = place.y + (hasTitle ? 20 : 2) * unit + (row * 15 + 11) * unit
    const { ink, dash } = inkOf(mark)
    if (mark.mark === 'points') shapes.push({ kind: 'dots', px: Float64Array.of(x + 8 * unit, y - 4 * unit, 2.5 * unit), fill: mark.shape === 'ring' ? 'surface' : ink, stroke: mark.shape === 'ring' ? ink : null, width: 1.25, opacity: 1 })
    else if (mark.mark === 'band' || mark.mark === 'bars') shapes.push({ kind: 'box', rect: { x, y: y - 8 * unit, width: 16 * unit, height: 8 * unit }, fill: ink, opacity: mark.opacity })
    else shapes.push({ kind: 'path', px: Float64Array.of(x, y - 4 * unit, x + 16 * unit, y - 4 * unit), ink, width: 'width' in mark ? mark.width * (measures.curve / 1.75) : measures.curve, dash: ('dash' in mark ? mark.dash : null) ?? dash, opacity: 1 })
    shapes.push({ kind: 'text', label: label(words, { x: x + 22 * unit, y }, measures.tickText, 'text-2') })
    x += width
  }
  return { shapes, height: entries.length === 0 ? 0 : (row + 1) * 15 * unit + 4 * unit }
}

/** Title, subtitle and colour bar on one line; a subtitle without room gives way, the bar never does. */
function layTitle(spec: PlotSpec, at: Rect, measures: Measures, unit: number): { readonly labels: readonly Label[]; readonly bar: readonly Shape[] } {
  const y = at.y + 12 * unit
  const title = label(spec.title, { x: at.x, y }, measures.titleText, 'text', 600)
  const titleEnd = spec.title === '' ? at.x : boxOf(title).x + boxOf(title).width + 7 * unit
  const { labels, shapes, from } = layBar(spec, at.x + at.width, y, measures, unit)
  const isFree = spec.subtitle !== '' && titleEnd + textWidth(spec.subtitle, measures.tickText) <= from - 8 * unit
  const subtitle = isFree ? [label(spec.subtitle, { x: titleEnd, y }, measures.tickText, 'text-3')] : []
  return { labels: [...(spec.title === '' ? [] : [title]), ...subtitle, ...labels], bar: shapes }
}

function layBar({ bar }: PlotSpec, right: number, y: number, measures: Measures, unit: number): { readonly labels: readonly Label[]; readonly shapes: readonly Shape[]; readonly from: number } {
  if (bar === null) return { labels: [], shapes: [], from: right }
  const high = label(bar.high, { x: right, y, anchor: 'end' }, measures.tickText, 'text-3')
  const rect = { x: boxOf(high).x - 86 * unit, y: y - 8 * unit, width: 80 * unit, height: 8 * unit }
  const low = label(bar.low, { x: rect.x - 6 * unit, y, anchor: 'end' }, measures.tickText, 'text-3')
  const [from, to] = bar.limits
  const zero = from < 0 && to > 0 ? rect.x + (rect.width * -from) / (to - from) : null
  const marks: Shape[] = zero === null ? [] : [vertical(zero, y, y + 3 * unit, 'axis', measures.axis)]
  return { labels: [low, high], shapes: [{ kind: 'ramp', rect, map: bar.map }, ...marks], from: boxOf(low).x }
}

/** Words below the axis; those that would touch each other lose theirs, not their tick. The title stands on a line of its own, at the right. */
function xWords(spec: PlotSpec, x: StepScale, ticks: readonly Tick[], plot: Rect, measures: Measures, unit: number): readonly Label[] {
  if (spec.x.shown !== 'all') return []
  const baseline = plot.y + plot.height + 17 * unit
  const title = spec.x.title === '' ? [] : [label(spec.x.title, { x: Math.max(...x.range), y: baseline + 14 * unit, anchor: 'end' }, measures.tickText, 'text-3')]
  const labels: Label[] = []
  for (const tick of ticks) {
    if (tick.label === '') continue
    const words = label(tick.label, { x: tick.at, y: baseline, anchor: 'middle' }, measures.tickText, 'text-3')
    if (!labels.some((other) => touches(boxOf(words), boxOf(other), 4))) labels.push(words)
  }
  return [...labels, ...title]
}

function yWords(ticks: readonly Tick[], plot: Rect, measures: Measures, unit: number): readonly Label[] {
  const labels: Label[] = []
  for (const tick of ticks) {
    if (tick.label === '') continue
    const words = label(tick.label, { x: plot.x - 7 * unit, y: tick.at + 3.5 * unit, anchor: 'end' }, measures.tickText, 'text-3')
    if (!labels.some((other) => touches(boxOf(words), boxOf(other), 0))) labels.push(words)
  }
  return labels
}
