import type { CurvesScene, Label, MatrixScene, Rect, SceneLine } from './scene.ts'
import type { Token } from './themes.ts'

/** The few shapes that a figure consists of besides its curves and cells. Both translators draw the same list. */
export type Primitive =
  | {
      readonly kind: 'line'
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
      readonly ink: Token
      readonly width: number
      readonly dash: readonly number[] | null
      readonly opacity: number
    }
  | { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly radius: number; readonly fill: Token; readonly stroke: Token | null; readonly width: number }
  | { readonly kind: 'rect'; readonly rect: Rect; readonly stroke: Token; readonly width: number }
  | { readonly kind: 'polygon'; readonly points: readonly (readonly [number, number])[]; readonly fill: Token; readonly stroke: Token; readonly width: number }
  | { readonly kind: 'bar'; readonly rect: Rect }
  | { readonly kind: 'text'; readonly label: Label }

type Line = Extract<Primitive, { kind: 'line' }>

/** Hairlines of the screen lie on whole pixels, or they would blur; those of paper lie where they belong. */
function snapped(v: number, width: number): number {
  return width === 1 ? Math.round(v) + 0.5 : v
}

export function horizontal(y: number, x1: number, x2: number, ink: Token, width: number, dash: readonly number[] | null = null): Line {
  const at = snapped(y, width)
  return { kind: 'line', x1, x2, y1: at, y2: at, ink, width, dash, opacity: 1 }
}

export function vertical(x: number, y1: number, y2: number, ink: Token, width: number, opacity = 1): Line {
  const at = snapped(x, width)
  return { kind: 'line', x1: at, x2: at, y1, y2, ink, width, dash: null, opacity }
}

/** What lies behind the curves: grid, references and event rules. */
export function curvesBehind({ panels, rules, ruleSpan, measures }: CurvesScene): readonly Primitive[] {
  const grid = panels.flatMap(({ ticks, plot }) => ticks.map((tick) => horizontal(tick.at, plot.x, plot.x + plot.width, 'grid', measures.hairline)))
  const references = panels.flatMap((panel) => panel.references.map(({ y }) => horizontal(y, panel.plot.x, panel.plot.x + panel.plot.width, 'n-6', measures.hairline, [1, 3])))
  return [...grid, ...references, ...rules.map((rule) => vertical(rule.x, ruleSpan.y0, ruleSpan.y1, 'n-7', measures.hairline, 0.55))]
}

/** What lies before the curves: the step axis, marks at ends, and all words. */
export function curvesBefore(scene: CurvesScene): readonly Primitive[] {
  const { step, measures, panels, labels, seams } = scene
  const { scale, ticks, y } = step
  const [left, right] = scale.range
  // The axis is broken between step 0 and the log domain.
  const pieces = scale.zeroSlot === null ? [[left, right]] : [[left, scale.zeroSlot.to - 6], [scale.zeroSlot.to, right]]
  const axis = pieces.map(([from = left, to = right]) => horizontal(y, from, to, 'axis', measures.axis))
  const marks = ticks.map((tick) => vertical(tick.at, y, y + (tick.major ? measures.majorTick : measures.minorTick), 'axis', measures.axis))
  const joins = seams.map((seam) => vertical(seam.x, y - measures.majorTick, y, 'axis', 1.5 * measures.axis))
  const ends = panels.flatMap((panel) => panel.lines.flatMap(lineMarks))
  return [...axis, ...marks, ...joins, ...ends, ...labels.map((label): Primitive => ({ kind: 'text', label }))]
}

/** What a polyline cannot show: single points, the end of a line, the direction of a path, values on the frame that have no place on the axis. */
export function lineMarks(line: SceneLine): readonly Primitive[] {
  const { ink, width, markers } = line
  const points = Array.from({ length: markers.length / 2 }, (_, i): Primitive => ({ kind: 'circle', x: markers[2 * i]!, y: markers[2 * i + 1]!, radius: width + 0.5, fill: ink, stroke: null, width: 0 }))
  const lone = line.stretches
    .filter(({ px }) => px.length === 2)
    .map(({ px }): Primitive => ({ kind: 'circle', x: px[0] ?? 0, y: px[1] ?? 0, radius: Math.max(1, width * 0.9), fill: ink, stroke: null, width: 0 }))
  const clamped = line.clamped.map(({ x, y, edge }): Primitive => {
    const back = edge === 'low' ? -6 : 6
    return { kind: 'polygon', points: [[x - 3.5, y + back], [x + 3.5, y + back], [x, y]], fill: 'surface', stroke: ink, width: 1.25 }
  })
  return [...lone, ...points, ...clamped, ...line.arrows.map((arrow) => heading(arrow, line)), ...endMark(line)]
}

/** A triangle on a path that points where time goes. */
function heading({ x, y, angle }: SceneLine['arrows'][number], { ink, width }: SceneLine): Primitive {
  const size = 2.6 * width
  const corner = (along: number, across: number): readonly [number, number] => [
    x + size * (along * Math.cos(angle) - across * Math.sin(angle)),
    y + size * (along * Math.sin(angle) + across * Math.cos(angle)),
  ]
  return { kind: 'polygon', points: [corner(1, 0), corner(-0.8, -0.9), corner(-0.8, 0.9)], fill: ink, stroke: 'surface', width: 0.75 }
}

function endMark({ end, ink }: SceneLine): readonly Primitive[] {
  if (end === null) return []
  const { x, y } = end
  if (end.mark === 'point') return [{ kind: 'circle', x, y, radius: 3.5, fill: ink, stroke: 'surface', width: 1.5 }]
  const stroke = { kind: 'line', ink, width: 1.5, dash: null, opacity: 1 } as const
  return [
    { ...stroke, x1: x - 4, y1: y - 4, x2: x + 4, y2: y + 4 },
    { ...stroke, x1: x - 4, y1: y + 4, x2: x + 4, y2: y - 4 },
  ]
}

/** Everything of a matrix but its cells; nothing here covers a cell except the marks of those that are not numbers. */
export function matrixAround(scene: MatrixScene): readonly Primitive[] {
  const { bar, brackets, highlights, marks, labels, measures } = scene
  const bottom = bar.rect.y + bar.rect.height
  return [
    { kind: 'bar', rect: bar.rect },
    ...(bar.zero === null ? [] : [vertical(bar.zero, bottom, bottom + 4, 'axis', measures.axis)]),
    ...brackets.map(({ x0, x1, y, key }) => horizontal(y, x0, x1, key ? 'text' : 'n-6', (key ? 2 : 1) * measures.hairline)),
    ...marks.flatMap(({ kind, rect: { x, y, width, height } }): Primitive[] => {
      const stroke = { kind: 'line', ink: 'text-2', width: 1, dash: null, opacity: 1 } as const
      const middle = y + height / 2
      if (kind === 'infinite') return [{ ...stroke, x1: x + 1, y1: middle, x2: x + width - 1, y2: middle }]
      return [
        { ...stroke, x1: x + 1, y1: y + 1, x2: x + width - 1, y2: y + height - 1 },
        { ...stroke, x1: x + 1, y1: y + height - 1, x2: x + width - 1, y2: y + 1 },
      ]
    }),
    ...highlights.map(({ rect, axis }): Primitive => ({ kind: 'rect', rect, stroke: 'accent', width: axis === 'column' ? 1.5 : 1 })),
    ...labels.map((label): Primitive => ({ kind: 'text', label })),
  ]
}
