import type { Curves, SeriesData } from '../shared/schema/run.ts'
import type { CurvesData } from './scene.ts'
import { smooth } from './smooth.ts'
import type { CurvesSpec, GroupSpec, LineSpec, PanelSpec, XQuantity } from './spec.ts'
import { groupCurve, type GroupCurve } from './statistics/group-curve.ts'

/** Points as they stand on the axes: stored values at their x, and the logged steps behind them. */
export interface Points {
  readonly x: ArrayLike<number>
  readonly steps: ArrayLike<number>
  readonly values: Float64Array
  /** x does not ascend: the points are a path, in the order of steps. */
  readonly isPath: boolean
}

export interface PreparedLine {
  readonly spec: LineSpec
  readonly points: Points
  /** The same points smoothed; null where nothing is. */
  readonly smoothed: Float64Array | null
}

export interface PreparedGroup {
  readonly spec: GroupSpec
  readonly curve: GroupCurve
}

export interface PreparedPanel {
  readonly lines: readonly PreparedLine[]
  readonly groups: readonly PreparedGroup[]
}

const none: Points = { x: new Uint32Array(), steps: new Uint32Array(), values: new Float64Array(), isPath: false }

/**
 * What depends on the data alone and not on zoom, width or theme: x of every point, smoothed values, centres and bands of groups. It is made
 * once a figure, and every view of it is laid out from the result.
 */
export function prepareCurves(spec: CurvesSpec, data: CurvesData): readonly PreparedPanel[] {
  return spec.panels.map((panel) => ({
    lines: panel.lines.map((line): PreparedLine => {
      const points = pointsOf(spec.step.quantity, data[line.run], line.run, line.series)
      return { spec: line, points, smoothed: line.role === 'ghost' ? null : smoothedOf(spec, panel, points) }
    }),
    groups: panel.groups.flatMap((group) => {
      const members = group.members
        .map((run) => pointsOf(spec.step.quantity, data[run], run, group.series))
        .filter(({ x, isPath }) => x.length > 0 && !isPath)
        .map((points) => ({ x: points.x, values: smoothedOf(spec, panel, points) ?? points.values }))
      return members.length < 2 ? [] : [{ spec: group, curve: groupCurve(members, group) }]
    }),
  }))
}

function smoothedOf({ smoothing }: CurvesSpec, panel: PanelSpec, { steps, values }: Points): Float64Array | null {
  return smoothing === null ? null : smooth(steps, values, smoothing, smoothing.values === 'log' && panel.y.kind === 'log')
}

/** The points of a series on an x axis; none where the run has no place on it. */
export function pointsOf(quantity: XQuantity, curves: Curves | undefined, run: string, series: string): Points {
  const stored = curves?.[series]
  if (stored === undefined) return none
  if (quantity.by === 'step') return { x: stored.steps, ...stored, isPath: false }
  if (quantity.by === 'series') return joined(curves?.[quantity.series], stored)
  const place = quantity.runs[run]
  if (place === undefined) return none
  return { x: Float64Array.from(stored.steps, (step) => (step - place.offset) * place.factor), ...stored, isPath: false }
}

/** The points of a series at whose steps the other was logged too; no x is made up for the rest. */
function joined(along: SeriesData | undefined, stored: SeriesData): Points {
  if (along === undefined) return none
  const x: number[] = []
  const kept: number[] = []
  let isPath = false
  let at = 0
  stored.steps.forEach((step, i) => {
    while (at < along.steps.length && along.steps[at]! < step) at += 1
    const value = along.values[at]
    if (along.steps[at] !== step || value === undefined || !Number.isFinite(value)) return
    isPath ||= x.length > 0 && value <= (x[x.length - 1] ?? 0)
    x.push(value)
    kept.push(i)
  })
  return { x: Float64Array.from(x), steps: Uint32Array.from(kept, (i) => stored.steps[i]!), values: Float64Array.from(kept, (i) => stored.values[i]!), isPath }
}

/**
 * Where a step stands on an x axis, whatever the run; null where that depends on the run, as in units of its own event, or on a series.
 */
export function xOfStep(quantity: XQuantity, step: number): number | null {
  if (quantity.by === 'step') return step
  if (quantity.by === 'series') return null
  const [first, ...others] = Object.values(quantity.runs)
  if (first === undefined || others.some(({ offset, factor }) => offset !== first.offset || factor !== first.factor)) return null
  return (step - first.offset) * first.factor
}

/** The step at an x of the axis; null where it depends on the run or on a series. */
export function stepOfX(quantity: XQuantity, x: number): number | null {
  const zero = xOfStep(quantity, 0)
  const one = xOfStep(quantity, 1)
  return zero === null || one === null ? null : (x - zero) / (one - zero)
}
