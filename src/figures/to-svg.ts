import { z } from 'zod'
import { colourMap, colourStops } from './colour-maps.ts'
import { curvesBefore, curvesBehind, matrixAround, type Primitive } from './drawing.ts'
import { pxToMm } from './layout.ts'
import { matrixPixels } from './matrix-pixels.ts'
import { base64, encodePng } from './png.ts'
import type { CurvesScene, Label, MatrixScene, Rect, Scene, SceneLine, ScenePanel } from './scene.ts'
import { FigureSpec } from './spec.ts'
import { fontFamily } from './text-metrics.ts'
import { themes } from './themes.ts'
import { haloWidth } from './words.ts'

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

const theme = themes.print // exports are light whatever the screen shows

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
  const facts = scene.kind === 'curves' ? { drawn: scene.facts.drawn, total: scene.facts.total } : scene.counts
  const source = JSON.stringify({ spec, ...FigureMetadata.parse(metadata), facts })
  const body = scene.kind === 'curves' ? curvesBody(scene) : matrixBody(scene)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(pxToMm(width))}mm" height="${short(pxToMm(height))}mm" viewBox="0 0 ${short(width)} ${short(height)}" font-family="${escape(fontFamily)}" role="img">`,
    `<title>${escape(spec.title)}</title>`,
    `<desc>${escape(description)}</desc>`,
    `<metadata><figure xmlns="urn:grokscope:figure:1">${escape(source)}</figure></metadata>`,
    `<rect width="100%" height="100%" fill="${theme.surface}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n')
}

/** The specification and metadata inside a file that `toSvg` wrote; null when there is none that this version reads. */
export function readSvgMetadata(svg: string): { readonly spec: FigureSpec; readonly metadata: FigureMetadata } | null {
  const text = /<figure xmlns="urn:grokscope:figure:1">([^<]*)<\/figure>/.exec(svg)?.[1]
  if (text === undefined) return null
  try {
    const { spec, facts: _, ...metadata } = z.looseObject({ spec: z.unknown() }).parse(JSON.parse(unescape(text)))
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
  const bands = panel.bands.map(({ ink, opacity, outline }) => `<path d="${points(outline)}Z" fill="${theme[ink]}" fill-opacity="${short(opacity)}"/>`)
  const paths = panel.lines.flatMap((line) => line.stretches.filter(({ px }) => px.length > 2).map(({ px }) => path(px, line)))
  return [`<g clip-path="url(#plot-${index})" fill="none" stroke-linejoin="round">`, ...bands, ...paths, '</g>']
}

function points(px: Float64Array): string {
  const parts: string[] = []
  for (let i = 0; i < px.length; i += 2) parts.push(`${i === 0 ? 'M' : 'L'}${short(px[i]!)} ${short(px[i + 1]!)}`)
  return parts.join('')
}

function path(px: Float64Array, line: SceneLine): string {
  return `<path d="${points(px)}" stroke="${theme[line.ink]}" stroke-width="${short(line.width)}"${dashes(line.dash)}${faded(line.opacity)}/>`
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

function primitive(shape: Primitive): string {
  switch (shape.kind) {
    case 'line':
      return `<line x1="${short(shape.x1)}" y1="${short(shape.y1)}" x2="${short(shape.x2)}" y2="${short(shape.y2)}" stroke="${theme[shape.ink]}" stroke-width="${short(shape.width)}"${dashes(shape.dash)}${faded(shape.opacity)}/>`
    case 'circle':
      return `<circle cx="${short(shape.x)}" cy="${short(shape.y)}" r="${short(shape.radius)}" fill="${theme[shape.fill]}"${shape.stroke === null ? '' : ` stroke="${theme[shape.stroke]}" stroke-width="${short(shape.width)}"`}/>`
    case 'rect':
      return `<rect ${place(shape.rect)} fill="none" stroke="${theme[shape.stroke]}" stroke-width="${short(shape.width)}"/>`
    case 'polygon':
      return `<polygon points="${shape.points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}" fill="${theme[shape.fill]}" stroke="${theme[shape.stroke]}" stroke-width="${short(shape.width)}"/>`
    case 'bar':
      return `<rect ${place(shape.rect)} fill="url(#map)"/>`
    case 'text':
      return text(shape.label)
  }
}

function text({ x, y, anchor, size, halo, spans }: Label): string {
  const edge = halo ? ` stroke="${theme.surface}" stroke-width="${short(haloWidth(size))}" stroke-linejoin="round" paint-order="stroke"` : ''
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  const words = spans.map((span) => {
    const weight = span.weight === 400 ? '' : ` font-weight="${span.weight}"`
    return `<tspan${span.gap === 0 ? '' : ` dx="${short(span.gap)}"`} fill="${theme[span.ink]}"${weight}>${escape(span.text)}</tspan>`
  })
  return `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}"${anchored}${edge} xml:space="preserve">${words.join('')}</text>`
}

function box(name: string, rect: Rect): string {
  return `<${name} ${place(rect)}/>`
}

function place({ x, y, width, height }: Rect): string {
  return `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`
}

/** The plot with room for the stroke of a line at its edge. */
function clipOf({ x, y, width, height }: Rect): Rect {
  return { x: x - 1, y: y - 2, width: width + 2, height: height + 4 }
}

function dashes(dash: readonly number[] | null): string {
  return dash === null ? '' : ` stroke-dasharray="${dash.join(' ')}"`
}

function faded(opacity: number): string {
  return opacity === 1 ? '' : ` opacity="${short(opacity)}"`
}

/** At most three decimals: a thousandth of a px is nothing, and last digits that differ between computers would break equality. */
function short(value: number): string {
  const text = value.toFixed(3).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}

/** Escapes for text and attributes, and drops the characters that XML 1.0 does not allow. */
function escape(words: string): string {
  return words
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function unescape(words: string): string {
  return words.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
