import { framedPx } from '../axes.ts'
import { lineMarks } from '../drawing.ts'
import { layLine } from '../line-scene.ts'
import type { Rect, SceneLine, StepScale } from '../scene.ts'
import { runColour, type Token } from '../themes.ts'
import { boxOf, label, touches } from '../words.ts'
import { heatCells } from './heat.ts'
import type { MarkPlace } from './mark-place.ts'
import { columnOf, type PlotsData } from './plots-data.ts'
import type { MarkSpec } from './plots-spec.ts'
import type { Shape } from './shapes.ts'

export interface LaidMark {
  /** Cut to the plot. */
  readonly inside: readonly Shape[]
  /** May stand beyond its edge: words, points. */
  readonly above: readonly Shape[]
  readonly line: SceneLine | null
}

type Mark<K extends MarkSpec['mark']> = Extract<MarkSpec, { mark: K }>

const nothing: LaidMark = { inside: [], above: [], line: null }

export function inkOf(mark: { readonly ink: Token; readonly slot?: number | null }): { readonly ink: Token; readonly dash: readonly number[] | null } {
  return mark.slot === null || mark.slot === undefined ? { ink: mark.ink, dash: null } : runColour(mark.slot)
}

/** A mark in px. Numbers that are not finite, or have no place on an axis without a frame for them, are not drawn; lines break there. */
export function layMark(mark: MarkSpec, data: PlotsData, place: MarkPlace): LaidMark {
  switch (mark.mark) {
    case 'line':
      return layLineMark(mark, data, place)
    case 'points':
      return layPoints(mark, data, place)
    case 'segments':
      return { ...nothing, inside: segments(mark, data, place) }
    case 'band':
      return { ...nothing, inside: band(mark, data, place) }
    case 'bars':
      return { ...nothing, inside: bars(mark, data, place) }
    case 'circles':
      return { ...nothing, inside: circles(mark, data, place) }
    case 'heat':
      return { ...nothing, inside: heatCells(mark, data, place) }
    case 'words':
      return { ...nothing, above: words(mark, data, place) }
    case 'rule':
      return rule(mark, place)
    case 'diagonal':
      return { ...nothing, inside: [through(mark, place)] }
  }
}

function layLineMark(mark: Mark<'line'>, data: PlotsData, { x, y, plot, measures, unit }: MarkPlace): LaidMark {
  const along = columnOf(data, mark.data, 'x')
  const values = Float64Array.from(columnOf(data, mark.data, 'y'))
  const { ink, dash } = inkOf(mark)
  const spec = { run: '', series: mark.data, role: 'measure', colour: { by: 'role' }, dash: null, label: null, emphasis: 'normal', end: 'plain' } as const
  const isPath = Array.from(along).some((value, i) => i > 0 && !(value >= (along[i - 1] ?? -Infinity)))
  const width = mark.width * (measures.curve / 1.75)
  const line = layLine(spec, { x: along, steps: along, values, isPath }, { step: x, value: y, plot, resolution: 1, isZoomed: false }, { ink, dash: mark.dash ?? dash, width, opacity: mark.opacity })
  const paths = line.stretches.filter(({ px }) => px.length > 2).map(({ px }): Shape => ({ kind: 'path', px, ink, width, dash: line.dash, opacity: mark.opacity }))
  const points = mark.points ? pointsOf(along, values, null, 2.5 * unit, x, y) : new Float64Array()
  const dots: Shape[] = points.length === 0 ? [] : [{ kind: 'dots', px: points, fill: ink, stroke: 'surface', width: measures.hairline, opacity: 1 }]
  const marks = lineMarks({ ...line, arrows: [] }) as readonly Shape[]
  return { inside: paths, above: [...dots, ...marks], line }
}

function layPoints(mark: Mark<'points'>, data: PlotsData, { x, y, measures, unit, plot }: MarkPlace): LaidMark {
  const [xs, ys] = [columnOf(data, mark.data, 'x'), columnOf(data, mark.data, 'y')]
  const { ink } = inkOf(mark)
  const radius = mark.radius * unit
  const px = pointsOf(xs, ys, columnOf(data, mark.data, 'size'), radius, x, y)
  const isRing = mark.shape === 'ring'
  const dots: Shape = { kind: 'dots', px, fill: isRing ? 'surface' : ink, stroke: isRing ? ink : radius < 2 ? null : 'surface', width: measures.hairline * (isRing ? 1.25 : 0.75), opacity: mark.opacity }
  const middle = { x: plot.x + plot.width / 2, y: plot.y + plot.height / 2 }
  const taken: Rect[] = []
  const names = (mark.names ?? []).flatMap((name, i): Shape[] => {
    const [px, py] = [x.toPx(xs[i] ?? NaN), framedPx(y, ys[i] ?? NaN)]
    if (name === '' || !Number.isFinite(px) || !Number.isFinite(py)) return []
    const away = Math.hypot(px - middle.x, py - middle.y) || 1
    const at = { x: px + ((px - middle.x) / away) * 9 * unit, y: py + ((py - middle.y) / away) * 9 * unit + 3.5 * unit, anchor: 'middle', halo: true } as const
    const words = label(name, at, measures.tickText, ink === 'accent' ? 'accent-text' : 'text-2', 500)
    const box = boxOf(words)
    // Names that would cover one before them are left out; their points stand.
    if (taken.some((other) => touches(box, other, 0))) return []
    taken.push(box)
    return [{ kind: 'text', label: words }]
  })
  return { inside: [], above: [...(px.length === 0 ? [] : [dots]), ...names], line: null }
}

/** x, y and radius of every point that has a place. */
function pointsOf(xs: ArrayLike<number>, ys: ArrayLike<number>, sizes: ArrayLike<number> | null, radius: number, x: StepScale, y: StepScale): Float64Array {
  const kept: number[] = []
  for (let i = 0; i < xs.length; i += 1) {
    const [px, py] = [x.toPx(xs[i]!), framedPx(y, ys[i] ?? NaN)]
    if (Number.isFinite(px) && Number.isFinite(py)) kept.push(px, py, radius * (sizes?.[i] ?? 1))
  }
  return Float64Array.from(kept)
}

function segments(mark: Mark<'segments'>, data: PlotsData, { x, y, measures }: MarkPlace): readonly Shape[] {
  const [xs, ys, x2, y2] = (['x', 'y', 'x2', 'y2'] as const).map((name) => columnOf(data, mark.data, name))
  const width = mark.width * (measures.curve / 1.75)
  return Array.from(xs ?? [], (value, i) => Float64Array.of(x.toPx(value), framedPx(y, ys?.[i] ?? NaN), x.toPx(x2?.[i] ?? NaN), framedPx(y, y2?.[i] ?? NaN)))
    .filter((px) => px.every(Number.isFinite))
    .map((px): Shape => ({ kind: 'path', px, ink: mark.ink, width, dash: mark.dash, opacity: mark.opacity }))
}

/** One polygon for each stretch in which both edges are numbers. */
function band(mark: Mark<'band'>, data: PlotsData, { x, y }: MarkPlace): readonly Shape[] {
  const [xs, low, high] = (['x', 'low', 'high'] as const).map((name) => columnOf(data, mark.data, name))
  const shapes: Shape[] = []
  let upper: number[] = []
  let lower: number[] = []
  const cut = (): void => {
    if (upper.length > 2) shapes.push({ kind: 'area', px: Float64Array.from([...upper, ...lower]), ink: mark.ink, opacity: mark.opacity })
    upper = []
    lower = []
  }
  for (let i = 0; i < (xs?.length ?? 0); i += 1) {
    const [px, from, to] = [x.toPx(xs?.[i] ?? NaN), framedPx(y, low?.[i] ?? NaN), framedPx(y, high?.[i] ?? NaN)]
    if (![px, from, to].every(Number.isFinite)) cut()
    else {
      upper.push(px, to)
      lower.unshift(px, from)
    }
  }
  cut()
  return shapes
}

function bars(mark: Mark<'bars'>, data: PlotsData, { x, y }: MarkPlace): readonly Shape[] {
  const [xs, ys, x2, y2] = (['x', 'y', 'x2', 'y2'] as const).map((name) => columnOf(data, mark.data, name))
  return Array.from(xs ?? [], (value, i): Shape | null => {
    const [left, top, right, bottom] = [x.toPx(value), framedPx(y, ys?.[i] ?? NaN), x.toPx(x2?.[i] ?? NaN), framedPx(y, y2?.[i] ?? NaN)]
    if (![left, top, right, bottom].every(Number.isFinite)) return null
    const rect = { x: Math.min(left, right), y: Math.min(top, bottom), width: Math.max(0.5, Math.abs(right - left)), height: Math.max(0.5, Math.abs(bottom - top)) }
    return { kind: 'box', rect, fill: mark.ink, opacity: mark.opacity }
  }).filter((shape) => shape !== null)
}

function circles(mark: Mark<'circles'>, data: PlotsData, { x, y, measures }: MarkPlace): readonly Shape[] {
  const [xs, ys, r] = (['x', 'y', 'r'] as const).map((name) => columnOf(data, mark.data, name))
  const width = mark.width * (measures.curve / 1.75)
  return Array.from(xs ?? [], (at, i): Shape => {
    const [px, py] = [x.toPx(at), y.toPx(ys?.[i] ?? NaN)]
    const radius = Math.abs(x.toPx(at + (r?.[i] ?? 0)) - px)
    const turn = Float64Array.from({ length: 2 * 73 }, (_, k) => (k % 2 === 0 ? px + radius * Math.cos((Math.floor(k / 2) / 36) * Math.PI) : py + radius * Math.sin((Math.floor(k / 2) / 36) * Math.PI)))
    return { kind: 'path', px: turn, ink: mark.ink, width, dash: mark.dash, opacity: mark.opacity }
  })
}

function words(mark: Mark<'words'>, data: PlotsData, { x, y, measures, unit }: MarkPlace): readonly Shape[] {
  const [xs, ys] = [columnOf(data, mark.data, 'x'), columnOf(data, mark.data, 'y')]
  return mark.texts.flatMap((text, i): Shape[] => {
    const [px, py] = [x.toPx(xs[i] ?? NaN), framedPx(y, ys[i] ?? NaN)]
    if (text === '' || !Number.isFinite(px) || !Number.isFinite(py)) return []
    return [{ kind: 'text', label: label(text, { x: px, y: py + (3.5 + mark.dy) * unit, anchor: mark.anchor, halo: true }, measures.tickText, mark.ink, mark.weight) }]
  })
}

function rule(mark: Mark<'rule'>, { x, y, plot, measures, unit }: MarkPlace): LaidMark {
  const at = mark.axis === 'x' ? x.toPx(mark.value) : framedPx(y, mark.value)
  if (!Number.isFinite(at)) return nothing
  const px = mark.axis === 'x' ? Float64Array.of(at, plot.y, at, plot.y + plot.height) : Float64Array.of(plot.x, at, plot.x + plot.width, at)
  const line: Shape = { kind: 'path', px, ink: mark.ink, width: mark.width * (measures.curve / 1.75), dash: mark.dash, opacity: 1 }
  if (mark.words === '') return { ...nothing, inside: [line] }
  const isLate = at > plot.x + 0.6 * plot.width
  const ink = mark.ink === 'accent' ? 'accent-text' : 'text-2'
  const named = mark.axis === 'x'
    ? label(mark.words, { x: at + (isLate ? -6 : 6) * unit, y: plot.y + 11 * unit, anchor: isLate ? 'end' : 'start', halo: true }, measures.tickText, ink, 500)
    : label(mark.words, { x: plot.x + plot.width, y: at - 4 * unit, anchor: 'end', halo: true }, measures.tickText, ink, 500)
  return { ...nothing, inside: [line], above: [{ kind: 'text', label: named }] }
}

function through(mark: Mark<'diagonal'>, { x, y, measures }: MarkPlace): Shape {
  const px = Float64Array.from(x.domain.flatMap((value) => [x.toPx(value), y.toPx(mark.slope * value + mark.at)]))
  return { kind: 'path', px, ink: mark.ink, width: mark.width * (measures.curve / 1.75), dash: mark.dash, opacity: 1 }
}
