import type { SeriesData } from '../shared/schema/run.ts'
import { decadeDomain, linearScale, logScale, niceDomain, stepDomain, stepScale } from './axes.ts'
import { describeCurves } from './describe.ts'
import { formatDrawn } from './formats.ts'
import { measuresOf, stackPanels, type PanelPlace } from './layout.ts'
import { placeLineLabels, type LabelWish } from './line-labels.ts'
import { layLine, strokeOf, textInk } from './line-scene.ts'
import { crossing, occupancy } from './occupancy.ts'
import { placeRules } from './rule-labels.ts'
import type { CurvesData, CurvesScene, Frame, Label, Margins, Measures, Rect, Scale, SceneFacts, SceneLine, ScenePanel, StepScale, Tick } from './scene.ts'
import type { CurvesSpec, LineSpec, PanelSpec } from './spec.ts'
import { textWidth } from './text-metrics.ts'
import { accuracyTicks, decadeTicks, stepTicks, valueTicks } from './ticks.ts'
import { boxOf, label, touches } from './words.ts'

const nothing: SeriesData = { steps: new Uint32Array(), values: new Float64Array() }

/** The stored points of a line; a series that is not there (yet) is empty. */
export function seriesOf(data: CurvesData, line: LineSpec): SeriesData {
  return data[line.run]?.[line.series] ?? nothing
}

/** Lays out curves: scales, ticks, reduced lines and words at their places. Pure, so the same call gives the screen and the file. */
export function buildCurvesScene(spec: CurvesSpec, data: CurvesData, frame: Frame): CurvesScene {
  const measures = measuresOf(spec.size)
  const unit = measures.tickText / 11
  const lines = spec.panels.flatMap((panel) => panel.lines)
  const { domain, zero } = stepDomain(spec.step, lines.map((line) => seriesOf(data, line).steps))
  const valueDomains = spec.panels.map((panel) => valueDomain(panel, data, domain))

  const margins = marginsOf(spec, valueDomains, frame, measures, unit)
  const ruleRow = frame.ruleRow ?? spec.rules.length > 0
  const places = stackPanels(spec.panels, frame, margins, ruleRow, unit)
  const plots = places.map((place) => place.plot)
  const [left, right] = [margins.left, margins.left + (plots[0]?.width ?? 0)]
  const axisY = Math.max(...plots.map((plot) => plot.y + plot.height))
  const step = stepScale(spec.step.scale, domain, [left, right], zero)

  const rules = placeRules(spec.rules, step, places[0]?.rules ?? 0, frame.width, measures, unit)
  const axis = stepAxis(spec, step, axisY, frame.width, measures, unit)
  const panels = spec.panels.map((panel, i) => layPanel(panel, plots[i] ?? emptyRect, valueDomains[i] ?? [0, 1], step, data, measures, frame.resolution ?? 1))
  const facts = factsOf(panels.flatMap((panel) => panel.lines), lines.some((line) => line.role !== 'ghost' && isCut(seriesOf(data, line).steps, domain)))
  const labels = [
    ...axis.labels,
    ...spec.panels.flatMap((panel, i) => titleLabels(panel, places[i], i === 0 ? facts : null, measures, unit)),
    ...panels.flatMap((panel) => panel.ticks.filter((t) => t.label !== '').map((t) => label(t.label, { x: left - 8 * unit, y: t.at + 3.5 * unit, anchor: 'end' }, measures.tickText, 'text-3'))),
    ...rules.labels,
  ]
  const taken = labels.map(boxOf)
  panels.forEach((panel, i) => labels.push(...panelWords(panel, spec.panels[i], taken, frame.width, (places[i]?.title ?? 0) + 3 * unit, measures)))

  const ruleTop = ruleRow ? (places[0]?.rules ?? 0) - 9 * unit : (plots[0]?.y ?? 0)
  const laidOut = {
    kind: 'curves', spec, width: frame.width, height: frame.height, measures,
    step: { scale: step, ticks: axis.ticks, y: axisY },
    panels, rules: rules.drawn, ruleSpan: { y0: ruleTop, y1: axisY }, listedRules: rules.listed, labels, facts,
  } as const
  return { ...laidOut, description: describeCurves(laidOut) }
}

const emptyRect: Rect = { x: 0, y: 0, width: 20, height: 20 }

/** Limits of a value axis: fixed for accuracy, else from the specification, else from what the lines show within the step domain. */
function valueDomain({ y, lines, references }: PanelSpec, data: CurvesData, [from, to]: readonly [number, number]): readonly [number, number] {
  if (y.kind === 'accuracy') return [0, 1]
  if (y.domain !== null) return y.domain
  let low = Infinity
  let high = -Infinity
  const include = (value: number): void => {
    if (!Number.isFinite(value) || (y.kind === 'log' && value <= 0)) return
    if (value < low) low = value
    if (value > high) high = value
  }
  for (const line of lines) {
    const { steps, values } = seriesOf(data, line)
    steps.forEach((s, i) => (s === 0 || (s >= from && s <= to)) && include(values[i] ?? NaN))
  }
  for (const { value } of references) include(value)
  return y.kind === 'log' ? decadeDomain(low, high) : niceDomain(low, high)
}

function valueTicksOf({ y }: PanelSpec, scale: Scale, unit: number): readonly Tick[] {
  if (y.kind === 'accuracy') return accuracyTicks(scale)
  return y.kind === 'log' ? decadeTicks(scale, 28 * unit) : valueTicks(scale, y.percent, 44 * unit)
}

/** 48 px at both sides on screen, so that plot, matrix and timeline share their edges; on paper only what the tick labels need. */
function marginsOf(spec: CurvesSpec, domains: readonly (readonly [number, number])[], frame: Frame, measures: Measures, unit: number): Margins {
  const paper = spec.size?.unit === 'mm'
  const words = spec.panels.flatMap((panel, i) => {
    const domain = domains[i] ?? [0, 1]
    return valueTicksOf(panel, panel.y.kind === 'log' ? logScale(domain, [100, 0]) : linearScale(domain, [100, 0]), unit).map((t) => textWidth(t.label, measures.tickText))
  })
  const needed = Math.ceil(Math.max(...words, 0) + 12 * unit)
  return { left: paper ? needed : Math.max(48, needed), right: paper ? 8 : 48, top: 4 * unit, bottom: 27 * unit, ...frame.margins }
}

function layPanel(spec: PanelSpec, plot: Rect, domain: readonly [number, number], step: StepScale, data: CurvesData, measures: Measures, resolution: number): ScenePanel {
  const range = [plot.y + plot.height, plot.y] as const
  const value = spec.y.kind === 'log' ? logScale(domain, range) : linearScale(domain, range)
  const besideMean = spec.lines.some((line) => line.role === 'mean')
  const lines = spec.lines.map((line) => layLine(line, seriesOf(data, line), { step, value, plot }, strokeOf(line, measures, besideMean), resolution))
  const depth = (line: SceneLine): number => (line.role === 'ghost' ? 0 : line.emphasis === 'context' ? 1 : line.role === 'mean' ? 3 : line.emphasis === 'highlighted' ? 4 : 2)
  return {
    id: spec.id,
    plot,
    value,
    ticks: valueTicksOf(spec, value, measures.tickText / 11),
    lines: lines.sort((a, b) => depth(a) - depth(b)), // stable: the order of the specification otherwise
    references: spec.references.map((reference) => ({ value: reference.value, y: value.toPx(reference.value) })),
  }
}

/**
 * Words below the step axis. The axis title stands at the right end, or beyond the last word where there is room; tick labels that would
 * touch it or each other lose their words and keep their tick.
 */
function stepAxis(spec: CurvesSpec, scale: StepScale, y: number, width: number, measures: Measures, unit: number): { ticks: readonly Tick[]; labels: readonly Label[] } {
  const baseline = y + 19 * unit
  const word = (tick: Tick): Label => label(tick.label, { x: tick.at, y: baseline, anchor: 'middle' }, measures.tickText, 'text-3')
  const all = stepTicks(scale)
  const named = all.filter((tick) => tick.label !== '')
  const lastBox = named.length > 0 ? boxOf(word(named[named.length - 1] ?? { value: 0, at: 0, major: true, label: '' })) : null
  let title = label(spec.step.title, { x: scale.range[1], y: baseline, anchor: 'end' }, measures.tickText, 'text-3')
  if (lastBox !== null && touches(boxOf(title), lastBox, 4)) {
    const beyond = label(spec.step.title, { x: lastBox.x + lastBox.width + 8 * unit, y: baseline }, measures.tickText, 'text-3')
    if (boxOf(beyond).x + boxOf(beyond).width <= width) title = beyond
  }
  const labels = [title]
  const ticks = all.map((tick) => {
    if (tick.label === '') return tick
    const words = word(tick)
    if (labels.some((other) => touches(boxOf(words), boxOf(other), 4))) return { ...tick, label: '' }
    labels.push(words)
    return tick
  })
  return { ticks, labels: labels.filter((words) => words.spans.some((span) => span.text !== '')) }
}

/** Title and subtitle of a panel; the footer fact stands beside the first where points are reduced or a window is set. */
function titleLabels(panel: PanelSpec, place: PanelPlace | undefined, facts: SceneFacts | null, measures: Measures, unit: number): readonly Label[] {
  if (place === undefined) return []
  const title = label(panel.title, { x: place.plot.x, y: place.title }, measures.titleText, 'text', 600)
  const words = [panel.subtitle, facts?.reduced === true ? facts.sentence : ''].filter((text) => text !== '')
  const x = panel.title === '' ? place.plot.x : boxOf(title).x + boxOf(title).width + 7 * unit
  const room = place.plot.x + place.plot.width - x
  while (words.length > 0 && textWidth(words.join(' · '), measures.tickText) > room) words.pop()
  const subtitle = label(words.join(' · '), { x, y: place.title }, measures.tickText, 'text-3')
  return [title, subtitle].filter(({ spans }) => spans[0]?.text !== '')
}

/** Labels at the lines, then words of references where the fewest curves pass. */
function panelWords(panel: ScenePanel, spec: PanelSpec | undefined, taken: Rect[], right: number, top: number, measures: Measures): readonly Label[] {
  if (spec === undefined) return []
  const covered = new Map(panel.lines.map((line) => [line, occupancy(line.stretches, panel.plot)]))
  const wishes = spec.lines.flatMap((line): LabelWish[] => {
    const laid = panel.lines.find((candidate) => candidate.run === line.run && candidate.series === line.series && candidate.role === line.role)
    const space = laid === undefined ? undefined : covered.get(laid)
    if (line.label === null || laid === undefined || space === undefined) return []
    return [{ line: laid, text: line.label, ink: textInk(line, laid.ink), occupancy: space }]
  })
  const labels = [...placeLineLabels(wishes, [...covered.values()], { plot: panel.plot, right, top }, taken, measures)]
  const boxes = [...taken, ...labels.map(boxOf)]
  spec.references.forEach((reference, i) => {
    const y = panel.references[i]?.y ?? 0
    const places = [0.3, 0.5, 0.7, 0.2, 0.8, 0.4, 0.6, 0.15, 0.85].map((share) => {
      const words = label(reference.label, { x: panel.plot.x + share * panel.plot.width, y: y - 0.5 * measures.tickText, anchor: 'middle', halo: true }, measures.tickText, 'text-3')
      const box = boxOf(words)
      const cost = [...covered.values()].reduce((sum, space) => sum + crossing(space, box, 0), 0)
      return { words, box, cost }
    })
    const free = places.filter(({ box }) => !boxes.some((other) => touches(box, other))).sort((a, b) => a.cost - b.cost)[0]
    if (free === undefined) return
    labels.push(free.words)
    boxes.push(free.box)
  })
  return labels
}

/** A domain that only leaves room for what is still to come is no window. */
function isCut(steps: ArrayLike<number>, [low, high]: readonly [number, number]): boolean {
  const first = steps[steps[0] === 0 ? 1 : 0]
  return first !== undefined && (first < low || (steps[steps.length - 1] ?? 0) > high)
}

/** How many of the logged points are drawn. Expected curves are not measured here and are not counted. */
function factsOf(lines: readonly SceneLine[], hasWindow: boolean): SceneFacts {
  const measured = lines.filter((line) => line.role !== 'ghost')
  const drawn = measured.reduce((sum, line) => sum + line.drawn, 0)
  const total = measured.reduce((sum, line) => sum + line.total, 0)
  const [first] = measured
  const equal = first !== undefined && measured.length > 1 && measured.every((line) => line.drawn === first.drawn && line.total === first.total)
  const each = equal ? `${formatDrawn(first.drawn, first.total)} per ${new Set(measured.map((line) => line.run)).size === measured.length ? 'run' : 'line'}` : formatDrawn(drawn, total)
  return { drawn, total, reduced: drawn < total || hasWindow, sentence: `${each}, no smoothing` }
}
