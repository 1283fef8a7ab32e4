import { colourMap, colourStops } from '../colour-maps.ts'
import { base64, encodePng } from '../png.ts'
import { dashes, faded, place, points, primitive, printTheme, short } from '../svg-parts.ts'
import { cellsPixels, taller } from './cells-pixels.ts'
import type { PlotsScene } from './plots-scene.ts'
import type { Cells, Shape } from './shapes.ts'

/** Pixels of embedded images an inch, and along one cell at most. */
const density = 600
const mostPixels = 48

/** The body of an SVG of plots: layers in their order, each cut to its plot or not; heats as embedded images. */
export function plotsBody({ layers }: PlotsScene): readonly string[] {
  const clips = layers.map(({ clip }, i) => (clip === null ? '' : `<clipPath id="plot-${i}"><rect ${place(clip)}/></clipPath>`))
  const maps = [...new Set(layers.flatMap(({ shapes }) => shapes.flatMap((shape) => (shape.kind === 'ramp' ? [shape.map] : []))))]
  const ramps = maps.map((map) => {
    const stops = colourStops(colourMap(map, 'print')).map((colour, i, all) => `<stop offset="${short(i / (all.length - 1))}" stop-color="${colour}"/>`)
    return `<linearGradient id="map-${map}">${stops.join('')}</linearGradient>`
  })
  return [
    `<defs>${[...clips, ...ramps].join('')}</defs>`,
    ...layers.flatMap(({ clip, shapes }, i) => (shapes.length === 0 ? [] : clip === null ? shapes.map(drawn) : [`<g clip-path="url(#plot-${i})">`, ...shapes.map(drawn), '</g>'])),
  ]
}

function drawn(shape: Shape): string {
  switch (shape.kind) {
    case 'path':
      return `<path d="${points(shape.px)}" fill="none" stroke="${printTheme[shape.ink]}" stroke-width="${short(shape.width)}" stroke-linejoin="round"${dashes(shape.dash)}${faded(shape.opacity)}/>`
    case 'area':
      return `<path d="${points(shape.px)}Z" fill="${printTheme[shape.ink]}" fill-opacity="${short(shape.opacity)}"/>`
    case 'dots':
      return dots(shape)
    case 'box':
      return `<rect ${place(shape.rect)} fill="${printTheme[shape.fill]}"${faded(shape.opacity)}/>`
    case 'ramp':
      return `<rect ${place(shape.rect)} fill="url(#map-${shape.map})"/>`
    case 'cells':
      return image(shape)
    default:
      return primitive(shape)
  }
}

/** Equal discs without an edge are one path of dots, so that thousands of them stay a small file. */
function dots({ px, fill, stroke, width, opacity }: Extract<Shape, { kind: 'dots' }>): string {
  const count = px.length / 3
  const radius = px[2] ?? 0
  const isEqual = Array.from({ length: count }).every((_, i) => px[3 * i + 2] === radius)
  if (stroke === null && isEqual) {
    const d = Array.from({ length: count }, (_, i) => `M${short(px[3 * i]!)} ${short(px[3 * i + 1]!)}h0`).join('')
    return `<path d="${d}" fill="none" stroke="${printTheme[fill]}" stroke-width="${short(2 * radius)}" stroke-linecap="round"${faded(opacity)}/>`
  }
  const edge = stroke === null ? '' : ` stroke="${printTheme[stroke]}" stroke-width="${short(width)}"`
  const circles = Array.from({ length: count }, (_, i) => `<circle cx="${short(px[3 * i]!)}" cy="${short(px[3 * i + 1]!)}" r="${short(px[3 * i + 2]!)}"/>`)
  return `<g fill="${printTheme[fill]}"${edge}${faded(opacity)}>${circles.join('')}</g>`
}

function image(cells: Cells): string {
  const { rect, rows, columns, edges } = cells
  const across = (rect.width / 96) * density
  const own = cellsPixels(cells, 'print', Math.min(2400, across))
  const high = Math.max(1, Math.min(mostPixels, Math.ceil(((rect.height / rows) / 96) * density)))
  // Even cells are square blocks of pixels; those of uneven widths have their pixels already, and need only height.
  const wide = Math.max(1, Math.min(mostPixels, Math.ceil(((rect.width / columns) / 96) * density), Math.floor(Math.sqrt(16e6 / Math.max(1, rows * columns)))))
  const tall = edges === null ? own : taller(own, high)
  const png = encodePng(tall.rgba, tall.width, tall.height, edges === null ? wide : 1)
  return `<image ${place(rect)} preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,${base64(png)}"/>`
}
