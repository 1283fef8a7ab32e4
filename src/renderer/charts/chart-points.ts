import { formatPercent, formatValue } from '../../figures/formats.ts'
import { nearestIndex } from './logged-steps.ts'
import type { CurvesData, CurvesScene, SceneLine } from '../../figures/scene.ts'
import type { SeriesData } from '../../shared/schema/run.ts'

/** A stored point of a drawn line. */
export interface ChartPoint {
  readonly key: string
  readonly step: number
  readonly value: number
  readonly x: number
  readonly y: number
  readonly ink: string
}

const seriesOf = (data: CurvesData, line: SceneLine): SeriesData | undefined => data[line.run]?.[line.series]

/** Steps at which anything measured was logged, ascending; expected curves do not count. */
export function loggedSteps(scene: CurvesScene, data: CurvesData): Uint32Array {
  const series = new Set<Uint32Array>()
  for (const panel of scene.panels) {
    for (const line of panel.lines) {
      const steps = line.role === 'ghost' ? undefined : seriesOf(data, line)?.steps
      if (steps) series.add(steps)
    }
  }
  const [only, ...others] = series
  if (only && others.every((steps) => steps.length === only.length && steps.at(-1) === only.at(-1))) return only
  return Uint32Array.from(new Set([...series].flatMap((steps) => [...steps]))).sort()
}

/** The stored point of every measured line nearest to a step: what the cursor rings and the readout says. */
export function pointsAt(scene: CurvesScene, data: CurvesData, step: number): readonly ChartPoint[] {
  return scene.panels.flatMap((panel) =>
    panel.lines.flatMap((line) => {
      const series = line.role === 'ghost' ? undefined : seriesOf(data, line)
      if (!series) return []
      const at = nearestIndex(series.steps, step)
      const found = series.steps[at]
      const value = series.values[at]
      if (found === undefined || value === undefined) return []
      const x = scene.step.scale.toPx(found)
      const y = panel.value.toPx(value)
      const inside = Number.isFinite(x) && Number.isFinite(y) && y >= panel.plot.y - 1 && y <= panel.plot.y + panel.plot.height + 1
      return inside ? [{ key: `${panel.id}/${line.run}/${line.series}`, step: found, value, x, y, ink: line.ink }] : []
    }),
  )
}

export interface TableColumn {
  readonly title: string
  readonly at: (step: number) => number | null
  readonly write: (value: number) => string
}

/** The chart as a table: one column a measured line, and the stored value at each step or nothing. */
export function tableColumns(scene: CurvesScene, data: CurvesData): readonly TableColumn[] {
  const runs = new Set(scene.panels.flatMap((panel) => panel.lines.filter((l) => l.role !== 'ghost').map((l) => l.run)))
  return scene.panels.flatMap((panel, i) =>
    panel.lines.flatMap((line) => {
      const series = line.role === 'ghost' ? undefined : seriesOf(data, line)
      if (!series) return []
      const write = scene.spec.panels[i]?.y.kind === 'accuracy' ? (value: number) => formatPercent(value, 2) : formatValue
      const name = line.series.replaceAll('_', ' ')
      const at = (step: number): number | null => {
        const index = nearestIndex(series.steps, step)
        return series.steps[index] === step ? (series.values[index] ?? null) : null
      }
      return [{ title: runs.size > 1 ? `${line.run}: ${name}` : name, at, write }]
    }),
  )
}
