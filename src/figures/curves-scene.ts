import type { SeriesData } from '../shared/schema/run.ts'
import { stepScale } from './axes.ts'
import { describeCurves } from './describe.ts'
import { factsOf } from './facts.ts'
import { layGroup } from './group-scene.ts'
import { measuresOf, stackPanels, type PanelPlace } from './layout.ts'
import { layLines, strokeOf, type PlotScales } from './line-scene.ts'
import { panelWords } from './panel-words.ts'
import { prepareCurves, xOfStep, type PreparedPanel } from './prepare.ts'
import { placeRules } from './rule-labels.ts'
import { placeSeams } from './seams.ts'
import type { CurvesData, CurvesScene, Frame, Label, Margins, Measures, Rect, SceneFacts, SceneLine, ScenePanel } from './scene.ts'
import type { CurvesSpec, LineSpec, PanelSpec } from './spec.ts'
import { textWidth } from './text-metrics.ts'
import { valueDomains, valueScale, valueTicksOf } from './value-axis.ts'
import { boxOf, label } from './words.ts'
import { xAxis } from './x-axis-words.ts'
import { xExtent } from './x-axis.ts'

const nothing: SeriesData = { steps: new Uint32Array(), values: new Float64Array() }

/** The stored points of a line; a series that is not there (yet) is empty. */
export function seriesOf(data: CurvesData, line: LineSpec): SeriesData {
  return data[line.run]?.[line.series] ?? nothing
}

/**
 * Lays out curves: scales, ticks, reduced lines and words at their places. Pure, so the same call gives the screen and the file, in the page
 * and in a worker.
 *
 * @param prepared what `prepareCurves` made of the same panels and data, kept while only the view changes
 */
export function buildCurvesScene(spec: CurvesSpec, data: CurvesData, frame: Frame, prepared: readonly PreparedPanel[] = prepareCurves(spec, data)): CurvesScene {
  const measures = measuresOf(spec.size)
  const unit = measures.tickText / 11
  const points = prepared.flatMap((panel) => panel.lines.map((line) => line.points))
  const groups = prepared.flatMap((panel) => panel.groups.map(({ curve }) => ({ x: curve.x, steps: curve.x, values: curve.centre, isPath: false })))
  const { domain, zero, full } = xExtent(spec.step, [...points, ...groups])
  const domains = valueDomains(spec.panels, prepared, domain)

  const margins = marginsOf(spec, domains, frame, measures, unit)
  const ruleRow = frame.ruleRow ?? spec.rules.length > 0
  const places = stackPanels(spec.panels, frame, margins, ruleRow, unit)
  const plots = places.map((place) => place.plot)
  const [left, right] = [margins.left, margins.left + (plots[0]?.width ?? 0)]
  const axisY = Math.max(...plots.map((plot) => plot.y + plot.height))
  const step = stepScale(spec.step.scale, domain, [left, right], zero, spec.step.linearTo)

  const rules = placeRules(spec.rules, (at) => xOfStep(spec.step.quantity, at), step, places[0]?.rules ?? 0, measures, unit)
  const axis = xAxis(spec.step, step, axisY, frame.width, measures, unit)
  const isZoomed = spec.step.window !== null
  const seams = placeSeams(spec.seams, (at) => xOfStep(spec.step.quantity, at), step, axisY, plots[plots.length - 1] ?? emptyRect, measures, unit)
  const panels = spec.panels.map((panel, i) =>
    layPanel(panel, prepared[i] ?? emptyPanel, domains[i] ?? [0, 1], { step, plot: plots[i] ?? emptyRect, resolution: frame.resolution ?? 1, isZoomed }, measures),
  )
  const facts = factsOf(spec, panels.flatMap((panel) => panel.lines), prepared, domain)
  const labels = [
    ...axis.labels,
    ...panels.flatMap((panel) => panel.ticks.filter((t) => t.label !== '').map((t) => label(t.label, { x: left - 8 * unit, y: t.at + 3.5 * unit, anchor: 'end' }, measures.tickText, 'text-3'))),
    ...rules.labels,
    ...seams.labels,
  ]
  const taken = labels.map(boxOf)
  spec.panels.forEach((panel, i) => {
    const [laid, place] = [panels[i], places[i]]
    if (laid === undefined || place === undefined) return
    const room = { plot: laid.plot, right: frame.width, top: place.title + 3 * unit, fewNames: spec.size?.unit === 'mm' ? fewOnPaper : fewOnScreen }
    const { labels: words, leftOut } = panelWords(laid, panel, prepared[i] ?? emptyPanel, taken, room, facts.groups === '', measures)
    labels.push(...words, ...titleLabels(panel, place, leftOut, i === 0 ? facts : null, i > 0, measures, unit))
  })

  const ruleTop = ruleRow ? (places[0]?.rules ?? 0) - 9 * unit : (plots[0]?.y ?? 0)
  const laidOut = {
    kind: 'curves', spec, width: frame.width, height: frame.height, measures,
    step: { scale: step, ticks: axis.ticks, y: axisY, full },
    panels, seams: seams.drawn, rules: rules.drawn, ruleSpan: { y0: ruleTop, y1: axisY }, listedRules: rules.listed, labels, facts,
  } as const
  return { ...laidOut, description: describeCurves(laidOut) }
}

/** Beyond these a line that no place is free for is left to the readout and the table beside the chart; on paper nothing else names it. */
const fewOnScreen = 3
const fewOnPaper = 12

const emptyPanel: PreparedPanel = { lines: [], groups: [] }
const emptyRect: Rect = { x: 0, y: 0, width: 20, height: 20 }

/** 48 px at both sides on screen, so that plot, matrix and timeline share their edges; on paper only what the tick labels need. */
function marginsOf(spec: CurvesSpec, domains: readonly (readonly [number, number])[], frame: Frame, measures: Measures, unit: number): Margins {
  const paper = spec.size?.unit === 'mm'
  const words = spec.panels.flatMap((panel, i) => {
    const domain = domains[i] ?? [0, 1]
    return valueTicksOf(panel, valueScale(panel, domain, [100, 0]), unit).map((t) => textWidth(t.label, measures.tickText))
  })
  const needed = Math.ceil(Math.max(...words, 0) + 12 * unit)
  return { left: paper ? needed : Math.max(48, needed), right: paper ? 8 : 48, top: 4 * unit, bottom: 27 * unit, ...frame.margins }
}

function layPanel(spec: PanelSpec, prepared: PreparedPanel, domain: readonly [number, number], scales: Omit<PlotScales, 'value'>, measures: Measures): ScenePanel {
  const { plot } = scales
  const range = [plot.y + plot.height, plot.y] as const
  const value = valueScale(spec, domain, range)
  const besideMean = prepared.groups.length > 0 || spec.lines.some((line) => line.role === 'mean')
  const groups = prepared.groups.map((group) => layGroup(group, { ...scales, value }, measures))
  const lines = prepared.lines.flatMap((line) => layLines(line, { ...scales, value }, strokeOf(line.spec, measures, besideMean), measures))
  const depth = (line: SceneLine): number =>
    line.role === 'ghost' || line.isBackdrop ? 0 : line.emphasis === 'context' ? 1 : line.role === 'mean' ? 3 : line.emphasis === 'highlighted' ? 4 : 2
  return {
    id: spec.id,
    plot,
    value,
    ticks: valueTicksOf(spec, value, measures.tickText / 11),
    lines: [...lines, ...groups.map((group) => group.line)].sort((a, b) => depth(a) - depth(b)), // stable: the order of the specification otherwise
    references: spec.references.map((reference) => ({ value: reference.value, y: value.toPx(reference.value) })),
    bands: groups.flatMap((group) => group.bands),
  }
}

/** Title and subtitle of a panel, and which lines have no name in it; the footer fact stands beside the first where points are reduced or a window is set, as much of it as has room. Rules go past the titles of lower panels. */
function titleLabels(panel: PanelSpec, place: PanelPlace, leftOut: string, facts: SceneFacts | null, isBelow: boolean, measures: Measures, unit: number): readonly Label[] {
  const title = label(panel.title, { x: place.plot.x, y: place.title, halo: isBelow }, measures.titleText, 'text', 600)
  const words = [panel.subtitle, leftOut, facts?.groups ?? '', ...(facts?.reduced === true ? facts.sentence.split(' · ') : [])].filter((text) => text !== '')
  const x = panel.title === '' ? place.plot.x : boxOf(title).x + boxOf(title).width + 7 * unit
  const room = place.plot.x + place.plot.width - x
  while (words.length > 0 && textWidth(words.join(' · '), measures.tickText) > room) words.pop()
  const subtitle = label(words.join(' · '), { x, y: place.title, halo: isBelow }, measures.tickText, 'text-3')
  return [title, subtitle].filter(({ spans }) => spans[0]?.text !== '')
}
