import { colourMap, colourStops, type ColourMap } from './colour-maps.ts'
import { curvesBefore, curvesBehind, matrixAround, type Primitive } from './drawing.ts'
import type { CurvesScene, Label, MatrixScene, SceneBand, SceneLine, ScenePanel } from './scene.ts'
import { fontFamily, interFace, textWidth } from './text-metrics.ts'
import { themes, type Theme, type ThemeName } from './themes.ts'
import { haloWidth, startOf } from './words.ts'

/**
 * The part of an ECharts option that figures use, as our own type: this folder does not know the library. Axes are plain value axes in px of
 * the scene, one grid a panel, so nothing is scaled, sampled or labelled twice and the screen equals the file.
 */
// A type and not an interface: only so does it fit the library's open option type.
export type EchartsOption = {
  animation: false
  backgroundColor: 'transparent'
  legend: { show: false }
  tooltip: { show: false }
  grid: EchartsGrid[]
  xAxis: EchartsAxis[]
  yAxis: EchartsAxis[]
  series: (EchartsLine | EchartsBand)[]
  graphic: { elements: EchartsGraphic[] }
}
export interface EchartsGrid {
  left: number
  top: number
  width: number
  height: number
  containLabel: false
  outerBoundsMode: 'none'
}
export interface EchartsAxis {
  type: 'value'
  gridIndex: number
  min: number
  max: number
  inverse: boolean
  show: false
}
export interface EchartsLine {
  type: 'line'
  id: string
  name: string
  xAxisIndex: number
  yAxisIndex: number
  data: (readonly [number, number | '-'])[]
  showSymbol: false
  connectNulls: false
  clip: true
  silent: true
  animation: false
  z: number
  lineStyle: { color: string; width: number; type: 'solid' | number[]; opacity: number; join: 'round'; cap: 'butt' }
  emphasis: { disabled: true }
}
/** A band: a polygon of the scene in a panel's own px, cut at the plot. The library's stacked areas fail on log axes and below zero. */
export interface EchartsBand {
  type: 'custom'
  id: string
  coordinateSystem: 'cartesian2d'
  xAxisIndex: number
  yAxisIndex: number
  data: readonly [readonly [number, number]]
  clip: true
  silent: true
  animation: false
  z: number
  renderItem: () => { type: 'polygon'; silent: true; shape: { points: number[][] }; style: { fill: string; opacity: number } }
}
export interface EchartsGraphic {
  type: 'line' | 'circle' | 'rect' | 'polygon' | 'text'
  x?: number
  y?: number
  shape?: Record<string, number | number[][]>
  style: Record<string, unknown>
  silent: true
  z: number
}

const behind = 0
const bands = 1
const lines = 2
const before = 10

/** A scene as an option for `setOption(option, { notMerge: true })`, drawn in a theme. Of a matrix everything but its cells. */
export function toEcharts(scene: CurvesScene | MatrixScene, themeName: ThemeName): EchartsOption {
  const theme = themes[themeName]
  const common = { animation: false, backgroundColor: 'transparent', legend: { show: false }, tooltip: { show: false } } as const
  if (scene.kind === 'matrix') {
    const map = colourMap(scene.spec.map, themeName)
    const around = matrixAround(scene).flatMap((shape) => graphic(shape, theme, before, map))
    return { ...common, grid: [], xAxis: [], yAxis: [], series: [], graphic: { elements: around } }
  }
  return {
    ...common,
    ...panelAxes(scene),
    series: scene.panels.flatMap((panel, index) => [
      ...panel.bands.map((each, place) => band(each, panel, index, place, theme)),
      ...panel.lines.map((line, place) => series(line, panel.id, index, place, theme)),
    ]),
    graphic: {
      elements: [
        ...curvesBehind(scene).flatMap((shape) => graphic(shape, theme, behind, null)),
        ...curvesBefore(scene).flatMap((shape) => graphic(shape, theme, before, null)),
      ],
    },
  }
}

function panelAxes({ panels }: CurvesScene): Pick<EchartsOption, 'grid' | 'xAxis' | 'yAxis'> {
  const axis = (gridIndex: number, min: number, length: number, inverse: boolean): EchartsAxis => ({ type: 'value', gridIndex, min, max: min + length, inverse, show: false })
  return {
    grid: panels.map(({ plot }) => ({ left: plot.x, top: plot.y, width: plot.width, height: plot.height, containLabel: false, outerBoundsMode: 'none' })),
    xAxis: panels.map(({ plot }, i) => axis(i, plot.x, plot.width, false)),
    yAxis: panels.map(({ plot }, i) => axis(i, plot.y, plot.height, true)),
  }
}

function series(line: SceneLine, panel: string, index: number, place: number, theme: Theme): EchartsLine {
  const data: (readonly [number, number | '-'])[] = []
  for (const { px } of line.stretches) {
    if (data.length > 0) data.push([px[0] ?? 0, '-']) // a gap
    for (let i = 0; i < px.length; i += 2) data.push([px[i]!, px[i + 1]!])
  }
  return {
    type: 'line',
    id: `${panel}/${place}/${line.run}/${line.series}/${line.role}`,
    name: `${line.run} ${line.series}`,
    xAxisIndex: index,
    yAxisIndex: index,
    data,
    showSymbol: false,
    connectNulls: false,
    clip: true,
    silent: true,
    animation: false,
    z: lines + place * 0.001,
    lineStyle: { color: theme[line.ink], width: line.width, type: line.dash === null ? 'solid' : [...line.dash], opacity: line.opacity, join: 'round', cap: 'butt' },
    emphasis: { disabled: true },
  }
}

function band({ group, ink, opacity, outline }: SceneBand, { id, plot }: ScenePanel, index: number, place: number, theme: Theme): EchartsBand {
  const points = Array.from({ length: outline.length / 2 }, (_, i) => [outline[2 * i]!, outline[2 * i + 1]!])
  return {
    type: 'custom',
    id: `${id}/band/${place}/${group}`,
    coordinateSystem: 'cartesian2d',
    xAxisIndex: index,
    yAxisIndex: index,
    data: [[plot.x, plot.y]],
    clip: true,
    silent: true,
    animation: false,
    z: bands,
    renderItem: () => ({ type: 'polygon', silent: true, shape: { points }, style: { fill: theme[ink], opacity } }),
  }
}

function graphic(shape: Primitive, theme: Theme, z: number, map: ColourMap | null): readonly EchartsGraphic[] {
  const common = { silent: true, z } as const
  switch (shape.kind) {
    case 'line': {
      const { x1, y1, x2, y2 } = shape
      return [{ ...common, type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: theme[shape.ink], lineWidth: shape.width, opacity: shape.opacity, ...(shape.dash === null ? {} : { lineDash: [...shape.dash] }) } }]
    }
    case 'circle':
      return [{ ...common, type: 'circle', shape: { cx: shape.x, cy: shape.y, r: shape.radius }, style: { fill: theme[shape.fill], ...(shape.stroke === null ? {} : { stroke: theme[shape.stroke], lineWidth: shape.width }) } }]
    case 'rect':
      return [{ ...common, type: 'rect', shape: { ...shape.rect }, style: { fill: 'none', stroke: theme[shape.stroke], lineWidth: shape.width } }]
    case 'polygon':
      return [{ ...common, type: 'polygon', shape: { points: shape.points.map((point) => [...point]) }, style: { fill: theme[shape.fill], stroke: theme[shape.stroke], lineWidth: shape.width } }]
    case 'bar': {
      const colours = map === null ? [] : colourStops(map)
      const colorStops = colours.map((color, i) => ({ offset: i / (colours.length - 1), color }))
      return [{ ...common, type: 'rect', shape: { ...shape.rect }, style: { fill: { type: 'linear', x: 0, y: 0, x2: 1, y2: 0, colorStops, global: false } } }]
    }
    case 'text':
      return text(shape.label, theme).map((element) => ({ ...common, ...element }))
  }
}

/** A span an element, each at its measured place: the library has no baseline, so words hang from the middle of the letters. */
function text(label: Label, theme: Theme): readonly Pick<EchartsGraphic, 'type' | 'x' | 'y' | 'style'>[] {
  let x = startOf(label)
  const single = label.spans.length === 1
  return label.spans.map((span) => {
    const place = x + span.gap
    x = place + textWidth(span.text, label.size, interFace(span.weight))
    return {
      type: 'text',
      x: single ? label.x : place,
      y: label.y - 0.3 * label.size,
      style: {
        text: span.text,
        fill: theme[span.ink],
        font: `${span.weight} ${label.size}px ${fontFamily}`,
        align: single ? ({ start: 'left', middle: 'center', end: 'right' } as const)[label.anchor] : 'left',
        verticalAlign: 'middle',
        ...(label.halo ? { stroke: theme.surface, lineWidth: haloWidth(label.size), lineJoin: 'round' } : {}),
      },
    }
  })
}
