import type { SeriesData } from '../shared/schema/run.ts'
import { reduce } from './reduce.ts'
import type { Measures, Rect, Scale, SceneLine, StepScale, Stretch } from './scene.ts'
import type { LineSpec } from './spec.ts'
import { runColour, type Token } from './themes.ts'

/** How a role and a colour rule draw a line. Where hue means the run, role is the line: test solid, train dotted and thin. */
export function strokeOf(line: LineSpec, measures: Measures, besideMean: boolean): Pick<SceneLine, 'ink' | 'dash' | 'width' | 'opacity'> {
  const { ink, dash } = inkOf(line)
  const own = line.role === 'mean' ? measures.mean : line.role === 'ghost' ? measures.ghost : besideMean ? measures.member : measures.curve
  const byRun = line.colour.by === 'run' && line.role === 'train' ? Math.min(own, measures.context * 1.25) : own
  const width = line.emphasis === 'highlighted' ? Math.max(measures.highlighted, byRun) : line.emphasis === 'context' ? measures.context : byRun
  return { ink, dash: line.dash ?? dash, width, opacity: line.emphasis === 'context' ? 0.6 : 1 }
}

function inkOf({ role, colour }: LineSpec): { ink: Token; dash: readonly number[] | null } {
  if (role === 'ghost') return { ink: 'ghost', dash: [3, 3] }
  if (role === 'mean') return { ink: 'text', dash: null }
  if (colour.by === 'run') {
    const { ink, dash } = runColour(colour.slot)
    return { ink, dash: role === 'train' ? [1.5, 2.5] : dash }
  }
  return { ink: role === 'measure' ? 'text' : role, dash: null }
}

/** The text variant of a line's colour. */
export function textInk(line: LineSpec, ink: Token): Token {
  if (line.role === 'ghost') return 'text-3'
  return ink === 'train' ? 'train-text' : ink === 'test' ? 'test-text' : ink
}

/**
 * A line laid out: reduced to what the plot can show, in px and in stored numbers. On a log axis values at or below 0 have no place; they
 * are drawn on the frame, and the first of each such stretch is marked.
 */
export function layLine(
  line: LineSpec,
  series: SeriesData,
  scales: { readonly step: StepScale; readonly value: Scale; readonly plot: Rect },
  stroke: Pick<SceneLine, 'ink' | 'dash' | 'width' | 'opacity'>,
  resolution: number,
): SceneLine {
  const { step, value, plot } = scales
  const { steps, values } = series
  const reduction = reduce(steps, values, step, resolution)
  const floor = plot.y + plot.height
  const isClamped = (v: number): boolean => value.kind === 'log' && v <= 0
  const clamped: { x: number; y: number }[] = []

  const stretches = reduction.stretches.map((indices): Stretch => {
    const px = new Float64Array(indices.length * 2)
    let below = false
    indices.forEach((i, k) => {
      const v = values[i] ?? NaN
      const x = step.toPx(steps[i] ?? 0)
      px[2 * k] = x
      px[2 * k + 1] = isClamped(v) ? floor : value.toPx(v)
      if (isClamped(v) && !below) clamped.push({ x, y: floor })
      below = isClamped(v)
    })
    return { px, steps: Float64Array.from(indices, (i) => steps[i] ?? 0), values: Float64Array.from(indices, (i) => values[i] ?? NaN) }
  })

  const last = stretches[stretches.length - 1]?.px
  const end = line.end === 'plain' || last === undefined ? null : { mark: line.end, x: last[last.length - 2] ?? 0, y: last[last.length - 1] ?? 0 }
  return {
    run: line.run, series: line.series, role: line.role, emphasis: line.emphasis, ...stroke,
    stretches, end, clamped, drawn: reduction.drawn, total: reduction.total,
  }
}
