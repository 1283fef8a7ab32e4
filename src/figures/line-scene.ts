import { frameEdge, framedPx } from './axes.ts'
import type { PreparedLine } from './prepare.ts'
import { reducePath } from './reduce-path.ts'
import { reduce, type Reduction } from './reduce.ts'
import type { Measures, Rect, Scale, SceneLine, StepScale, Stretch } from './scene.ts'
import type { LineSpec } from './spec.ts'
import { runColour, type Token } from './themes.ts'

export type Stroke = Pick<SceneLine, 'ink' | 'dash' | 'width' | 'opacity'>

/** What lines are laid out on. */
export interface PlotScales {
  readonly step: StepScale
  readonly value: Scale
  readonly plot: Rect
  /** Columns per px. */
  readonly resolution: number
  /** A window is drawn, and not the whole axis. */
  readonly isZoomed: boolean
}

/** Points of a zoomed line are drawn as such from this many px a point. */
const markerRoom = 8

/** How a role and a colour rule draw a line. Where hue means the run, role is the line: test solid, train dotted and thin. */
export function strokeOf(line: LineSpec, measures: Measures, besideMean: boolean): Stroke {
  const { ink, dash } = inkOf(line)
  const own = line.role === 'mean' ? measures.mean : line.role === 'ghost' ? measures.ghost : besideMean ? measures.member : measures.curve
  const byRun = line.colour.by === 'run' && line.role === 'train' ? Math.min(own, measures.context * 1.25) : own
  const width = line.emphasis === 'highlighted' ? Math.max(measures.highlighted, byRun) : line.emphasis === 'context' ? measures.context : byRun
  return { ink, dash: line.dash ?? dash, width, opacity: line.emphasis === 'context' ? 0.6 : 1 }
}

function inkOf({ role, colour }: LineSpec): { ink: Token; dash: readonly number[] | null } {
  if (role === 'ghost') return { ink: 'ghost', dash: [3, 3] }
  if (colour.by === 'run') {
    const { ink, dash } = runColour(colour.slot)
    return { ink, dash: role === 'train' ? [1.5, 2.5] : dash }
  }
  return { ink: role === 'measure' || role === 'mean' ? 'text' : role, dash: null }
}

/** The text variant of a line's colour. */
export function textInk(line: LineSpec, ink: Token): Token {
  if (line.role === 'ghost') return 'text-3'
  return ink === 'train' ? 'train-text' : ink === 'test' ? 'test-text' : ink
}

/** A prepared line as the scene draws it: alone, or smoothed over a faint line of what was stored. */
export function layLines({ spec, points, smoothed }: PreparedLine, scales: PlotScales, stroke: Stroke, measures: Measures): readonly SceneLine[] {
  if (smoothed === null) return [layLine(spec, points, scales, stroke)]
  const behind = layLine({ ...spec, end: 'plain' }, points, scales, { ...stroke, width: measures.context, opacity: 0.3 })
  return [{ ...behind, isBackdrop: true }, { ...layLine(spec, { ...points, values: smoothed }, scales, stroke), markers: new Float64Array() }]
}

/**
 * A line laid out: reduced to what the plot can show, in px and in stored numbers. Values without a place on
 * the value axis (`frameEdge`) are drawn on the frame, and the first of each such stretch is marked.
 */
export function layLine(line: LineSpec, { x, steps, values, isPath }: PreparedLine['points'], { step, value, plot, resolution, isZoomed }: PlotScales, stroke: Stroke): SceneLine {
  const toY = (v: number): number => framedPx(value, v)
  const toX = (at: number): number => (step.kind === 'log' && at <= 0 && step.zeroSlot === null ? NaN : step.toPx(at))
  const reduction: Reduction = isPath
    ? reducePath(Float64Array.from(x, toX), Float64Array.from(values, toY), plot.x, plot.x + plot.width, resolution)
    : reduce(x, values, step, resolution)
  const clamped: SceneLine['clamped'][number][] = []

  const stretches = reduction.stretches.map((indices): Stretch => {
    const px = new Float64Array(indices.length * 2)
    let before: ReturnType<typeof frameEdge> = null
    indices.forEach((i, k) => {
      const v = values[i] ?? NaN
      px[2 * k] = toX(x[i] ?? 0)
      px[2 * k + 1] = toY(v)
      const edge = frameEdge(value, v)
      if (edge !== null && edge !== before) clamped.push({ x: px[2 * k]!, y: px[2 * k + 1]!, edge })
      before = edge
    })
    return { px, steps: Float64Array.from(indices, (i) => steps[i] ?? 0), values: Float64Array.from(indices, (i) => values[i] ?? NaN) }
  })

  const last = stretches[stretches.length - 1]?.px
  const end = line.end === 'plain' || last === undefined ? null : { mark: line.end, x: last[last.length - 2] ?? 0, y: last[last.length - 1] ?? 0 }
  const showsPoints = isZoomed && line.role !== 'ghost' && line.role !== 'mean' && reduction.drawn === reduction.total && plot.width >= markerRoom * reduction.total
  return {
    run: line.run, series: line.series, role: line.role, emphasis: line.emphasis, ...stroke,
    stretches, end, clamped, drawn: reduction.drawn, total: reduction.total, isBackdrop: false,
    markers: showsPoints ? inside(stretches, plot) : new Float64Array(),
    arrows: isPath ? arrowsAlong(stretches, plot) : [],
  }
}

/** px of the drawn points within a plot. */
function inside(stretches: readonly Stretch[], { x, y, width, height }: Rect): Float64Array {
  const kept: number[] = []
  for (const { px } of stretches) {
    for (let i = 0; i < px.length; i += 2) {
      if (px[i]! >= x - 1 && px[i]! <= x + width + 1 && px[i + 1]! >= y - 1 && px[i + 1]! <= y + height + 1) kept.push(px[i]!, px[i + 1]!)
    }
  }
  return Float64Array.from(kept)
}

/** A heading at every so many px of a path, so that one sees which way time goes. */
function arrowsAlong(stretches: readonly Stretch[], plot: Rect): SceneLine['arrows'] {
  const every = Math.max(60, (plot.width + plot.height) / 7)
  const arrows: SceneLine['arrows'][number][] = []
  let travelled = every / 2
  for (const { px } of stretches) {
    for (let i = 2; i < px.length; i += 2) {
      const dx = px[i]! - px[i - 2]!
      const dy = px[i + 1]! - px[i - 1]!
      travelled += Math.hypot(dx, dy)
      if (travelled < every || arrows.length >= 12) continue
      travelled = 0
      arrows.push({ x: px[i]! - dx / 2, y: px[i + 1]! - dy / 2, angle: Math.atan2(dy, dx) })
    }
  }
  return arrows
}
