import { z } from 'zod'
import type { Scene } from './any-scene.ts'
import { colourMap, colourStops } from './colour-maps.ts'
import { curvesBefore, curvesBehind, matrixAround } from './drawing.ts'
import { pxToMm } from './layout.ts'
import { matrixPixels } from './matrix-pixels.ts'
import { base64, encodePng } from './png.ts'
import { plotsBody } from './plots/plots-svg.ts'
import type { CurvesScene, MatrixScene, Rect, SceneLine, ScenePanel } from './scene.ts'
import { FigureSpec } from './spec.ts'
import { fontFamily } from './text-metrics.ts'
import { dashes, escape, faded, place, points, primitive, printTheme, short } from './svg-parts.ts'

/** What travels with a figure beside its specification. No clock: the same figure gives the same bytes. */
export const FigureMetadata = z.strictObject({
  /** Runs that the figure shows. */
  runs: z.array(z.string()).readonly(),
  /** Versions of what made the data and the figure, such as `{ grokscope: '0.1.0', executor: 'native 3f2a' }`. */
  versions: z.record(z.string(), z.string()),
  /** Anything else that is needed to make it again: configurations, hashes. */
  source: z.record(z.string(), z.json()).default({}),
})
export type FigureMetadata = z.output<typeof FigureMetadata>

/** Pixels of the embedded image an inch: what journals ask for line art. */
const cellDensity = 600

/** Pixels along a cell beyond which a viewer that smooths images can do no visible harm. */
const mostPixels = 48

/**
 * A figure as an SVG file: sizes in millimetres, words as text, curves and axes as vectors, the cells of a matrix as one embedded image.
 * Specification, runs and versions travel in `<metadata>`; `readSvgMetadata` gets them back. Deterministic, and the same from every theme.
 */
export function toSvg(scene: Scene, metadata: FigureMetadata): string {
  const { spec, width, height, description } = scene
  const body = scene.kind === 'curves' ? curvesBody(scene) : scene.kind === 'matrix' ? matrixBody(scene) : plotsBody(scene)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(pxToMm(width))}mm" height="${short(pxToMm(height))}mm" viewBox="0 0 ${short(width)} ${short(height)}" font-family="${escape(fontFamily)}" role="img">`,
    `<title>${escape(spec.title)}</title>`,
    `<desc>${escape(description)}</desc>`,
    `<metadata><figure xmlns="urn:grokscope:figure:1">${escape(sourceText(scene, metadata))}</figure></metadata>`,
    `<rect width="100%" height="100%" fill="${printTheme.surface}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n')
}

/** What travels inside every file of a figure, as text: its specification, runs, versions, and how much of the data is drawn. */
export function sourceText(scene: Scene, metadata: FigureMetadata): string {
  const facts = scene.kind === 'matrix' ? scene.counts : { drawn: scene.facts.drawn, total: scene.facts.total }
  return JSON.stringify({ spec: scene.spec, ...FigureMetadata.parse(metadata), facts })
}

/** The specification and metadata inside a file that `toSvg` wrote; null when there is none that this version reads. */
export function readSvgMetadata(svg: string): { readonly spec: FigureSpec; readonly metadata: FigureMetadata } | null {
  const text = /<figure xmlns="urn:grokscope:figure:1">([^<]*)<\/figure>/.exec(svg)?.[1]
  return text === undefined ? null : readSource(unescape(text))
}

/** The inverse of `sourceText`; null for what this version does not read. */
export function readSource(text: string): { readonly spec: FigureSpec; readonly metadata: FigureMetadata } | null {
  try {
    const { spec, facts: _, ...metadata } = z.looseObject({ spec: z.unknown() }).parse(JSON.parse(text))
    return { spec: FigureSpec.parse(spec), metadata: FigureMetadata.parse(metadata) }
  } catch {
    return null
  }
}

function curvesBody(scene: CurvesScene): readonly string[] {
  const clips = scene.panels.map(({ plot }, i) => `<clipPath id="plot-${i}">${box('rect', clipOf(plot))}</clipPath>`)
  return [
    `<defs>${clips.join('')}</defs>`,
    ...curvesBehind(scene).map(primitive),
    ...scene.panels.flatMap(panelLines),
    ...curvesBefore(scene).map(primitive),
  ]
}

function panelLines(panel: ScenePanel, index: number): readonly string[] {
  const bands = panel.bands.map(({ ink, opacity, outline }) => `<path d="${points(outline)}Z" fill="${printTheme[ink]}" fill-opacity="${short(opacity)}"/>`)
  const paths = panel.lines.flatMap((line) => line.stretches.filter(({ px }) => px.length > 2).map(({ px }) => path(px, line)))
  return [`<g clip-path="url(#plot-${index})" fill="none" stroke-linejoin="round">`, ...bands, ...paths, '</g>']
}

function path(px: Float64Array, line: SceneLine): string {
  return `<path d="${points(px)}" stroke="${printTheme[line.ink]}" stroke-width="${short(line.width)}"${dashes(line.dash)}${faded(line.opacity)}/>`
}

function matrixBody(scene: MatrixScene): readonly string[] {
  const { spec, matrix, plot, cell } = scene
  const map = colourMap(spec.map, 'print')
  const drawn = Math.round(plot.width / cell.width)
  const columns = drawn === matrix.columns && spec.columnOrder === null ? null : (spec.columnOrder ?? []).filter((column) => column < matrix.columns)
  const { rgba } = matrixPixels(matrix.values, matrix.rows, matrix.columns, spec.limits, map, columns)
  // Whole pixels a cell, and no more than about 16 million in all.
  const wanted = Math.min(mostPixels, Math.ceil((Math.max(cell.width, cell.height) / 96) * cellDensity))
  const most = Math.max(1, Math.floor(Math.sqrt(16e6 / Math.max(1, matrix.rows * drawn))))
  const png = encodePng(rgba, drawn, matrix.rows, Math.max(1, Math.min(wanted, most)))
  const stops = colourStops(map).map((colour, i, all) => `<stop offset="${short(i / (all.length - 1))}" stop-color="${colour}"/>`)
  return [
    `<defs><linearGradient id="map">${stops.join('')}</linearGradient></defs>`,
    `<image ${place(plot)} preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,${base64(png)}"/>`,
    ...matrixAround(scene).map(primitive),
  ]
}

function box(name: string, rect: Rect): string {
  return `<${name} ${place(rect)}/>`
}

/** The plot with room for the stroke of a line at its edge. */
function clipOf({ x, y, width, height }: Rect): Rect {
  return { x: x - 1, y: y - 2, width: width + 2, height: height + 4 }
}

function unescape(words: string): string {
  return words.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
