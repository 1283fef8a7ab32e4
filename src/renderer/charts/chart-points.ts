import { formatPercent, formatValue } from '../../figures/formats.ts'
import { pointsOf, type Points } from '../../figures/prepare.ts'
import type { CurvesData, CurvesScene, SceneLine } from '../../figures/scene.ts'
import type { CurvesSpec, LineSpec, StepAxisSpec, XQuantity } from '../../figures/spec.ts'
import { nearestIndex } from './logged-steps.ts'

/** A stored point of a drawn line. */
export interface ChartPoint {
  readonly key: string
  readonly panel: string
  readonly run: string
  readonly series: string
  /** The logged step it was stored at. */
  readonly step: number
  readonly value: number
  readonly x: number
  readonly y: number
  readonly ink: string
  readonly isAccuracy: boolean
}

const isMeasured = (line: Pick<SceneLine, 'role'> & { readonly isBackdrop?: boolean }): boolean => line.role !== 'ghost' && line.role !== 'mean' && line.isBackdrop !== true

const laid = new WeakMap<object, Map<string, Points>>()

/** The stored points of a line on an x axis, kept as long as the run's curves are. */
function pointsOfLine(quantity: XQuantity, data: CurvesData, { run, series }: Pick<LineSpec, 'run' | 'series'>): Points | null {
  const curves = data[run]
  if (curves === undefined || curves[series] === undefined) return null
  if (quantity.by === 'step') return pointsOf(quantity, curves, run, series)
  const known = laid.get(curves) ?? new Map<string, Points>()
  laid.set(curves, known)
  const key = `${JSON.stringify(quantity.by === 'series' ? quantity : quantity.runs[run])} ${series}`
  const points = known.get(key) ?? pointsOf(quantity, curves, run, series)
  known.set(key, points)
  return points
}

/** Where cursors stand: at steps where a series is the x axis, as its x may come again, at x otherwise. */
const placesOf = (quantity: XQuantity, points: Points): ArrayLike<number> => (quantity.by === 'series' ? points.steps : points.x)

/** How far apart two places look: nearest means nearest to the eye. */
export function distanceOf({ quantity, scale }: StepAxisSpec): ((place: number) => number) | undefined {
  if (scale === 'linear' && quantity.by !== 'series') return (x) => x
  return quantity.by === 'scaled' ? (x) => (x > 0 ? Math.log(x) : -1e3) : undefined
}

/** Places at which anything measured was logged, each schedule once; expected curves do not count. */
export function schedulesOf({ step, panels }: CurvesSpec, data: CurvesData): readonly ArrayLike<number>[] {
  const schedules: ArrayLike<number>[] = []
  for (const line of panels.flatMap(({ lines }) => lines)) {
    const points = isMeasured(line) ? pointsOfLine(step.quantity, data, line) : null
    if (!points) continue
    const places = placesOf(step.quantity, points)
    if (places.length > 0 && !schedules.some((x) => x === places || (x.length === places.length && x[x.length - 1] === places[places.length - 1] && x[0] === places[0]))) schedules.push(places)
  }
  return schedules
}

/** The stored point of every measured line nearest to a place: what the cursor rings and the readout says. */
export function pointsAt(scene: CurvesScene, data: CurvesData, at: number): readonly ChartPoint[] {
  const axis = scene.spec.step
  const measure = distanceOf(axis)
  return scene.panels.flatMap((panel, i) =>
    panel.lines.flatMap((line) => {
      const points = isMeasured(line) ? pointsOfLine(axis.quantity, data, line) : null
      if (!points) return []
      const index = nearestIndex(placesOf(axis.quantity, points), at, measure)
      const found = points.x[index]
      const value = points.values[index]
      if (found === undefined || value === undefined) return []
      const x = scene.step.scale.toPx(found)
      const y = panel.value.toPx(value)
      const { run, series, ink } = line
      return [{ key: `${panel.id}/${run}/${series}`, panel: panel.id, run, series, step: points.steps[index] ?? found, value, x, y, ink, isAccuracy: scene.spec.panels[i]?.y.kind === 'accuracy' }]
    }),
  )
}

/** Those that stand inside their plots, and so can be ringed. */
export function visiblePoints(scene: CurvesScene, points: readonly ChartPoint[]): readonly ChartPoint[] {
  const plots = new Map(scene.panels.map(({ id, plot }) => [id, plot]))
  return points.filter(({ panel, x, y }) => {
    const plot = plots.get(panel)
    return plot !== undefined && x >= plot.x - 1 && x <= plot.x + plot.width + 1 && y >= plot.y - 1 && y <= plot.y + plot.height + 1
  })
}

/** The place of the stored point that is nearest to px of a chart whose x axis is a series: there the pointer means a point, not an x. */
export function placeNearest(scene: CurvesScene, data: CurvesData, px: { readonly x: number; readonly y: number }): number | null {
  let best: number | null = null
  let least = Infinity
  for (const panel of scene.panels) {
    if (px.y < panel.plot.y - 8 || px.y > panel.plot.y + panel.plot.height + 8) continue
    for (const line of panel.lines) {
      const points = isMeasured(line) ? pointsOfLine(scene.spec.step.quantity, data, line) : null
      if (!points) continue
      for (let i = 0; i < points.values.length; i += 1) {
        const distance = (scene.step.scale.toPx(points.x[i]!) - px.x) ** 2 + (panel.value.toPx(points.values[i]!) - px.y) ** 2
        if (distance < least) {
          least = distance
          best = points.steps[i] ?? null
        }
      }
    }
  }
  return best
}

export interface TableColumn {
  readonly title: string
  readonly at: (step: number) => number | null
  readonly write: (value: number) => string
}

/** The chart as a table: one column a measured line, and the stored value at each place or nothing. */
export function tableColumns(scene: CurvesScene, data: CurvesData): readonly TableColumn[] {
  const runs = new Set(scene.panels.flatMap((panel) => panel.lines.filter(isMeasured).map((l) => l.run)))
  return scene.panels.flatMap((panel, i) =>
    panel.lines.flatMap((line) => {
      const points = isMeasured(line) ? pointsOfLine(scene.spec.step.quantity, data, line) : null
      if (!points) return []
      const places = placesOf(scene.spec.step.quantity, points)
      const name = line.series.replaceAll('_', ' ')
      const at = (place: number): number | null => {
        const index = nearestIndex(places, place, distanceOf(scene.spec.step))
        return places[index] === place ? (points.values[index] ?? null) : null
      }
      return [{ title: runs.size > 1 ? `${line.run}: ${name}` : name, at, write: writeValue(scene.spec.panels[i]?.y.kind === 'accuracy') }]
    }),
  )
}

/** A stored value in words: percentages of accuracies. */
export function writeValue(isAccuracy: boolean): (value: number) => string {
  return isAccuracy ? (value) => formatPercent(value, 2) : formatValue
}
