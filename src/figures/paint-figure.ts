import type { Scene } from './any-scene.ts'
import { colourMap, lutLength } from './colour-maps.ts'
import { matrixAround } from './drawing.ts'
import { matrixPixels } from './matrix-pixels.ts'
import { clipTo, paintCurves, paintShape, paintWords, trace, type Pen } from './paint.ts'
import { cellsPixels, type CellsPixels } from './plots/cells-pixels.ts'
import type { Shape } from './plots/shapes.ts'
import type { MatrixScene, Rect } from './scene.ts'
import type { ColourMapName } from './spec-parts.ts'
import { themes, type Theme, type ThemeName } from './themes.ts'

/** Puts pixels into a rectangle without smoothing them: what a `Pen` has no words for. */
export type PutPixels = (pixels: CellsPixels, rect: Rect) => void

/**
 * Paints a whole figure of any kind, the surface too: for pictures in pixels. It draws what the SVG has, from the same scene.
 *
 * @param across pixels that the width of the figure will have, so that cells of uneven widths are cut where they belong
 */
export function paintFigure(pen: Pen, scene: Scene, themeName: ThemeName, put: PutPixels, across: number): void {
  const theme = themes[themeName]
  pen.save()
  pen.globalAlpha = 1
  fillRect(pen, { x: 0, y: 0, width: scene.width, height: scene.height }, theme.surface)
  if (scene.kind === 'curves') {
    paintCurves(pen, scene, themeName)
    paintWords(pen, scene, themeName)
  } else if (scene.kind === 'matrix') paintMatrix(pen, scene, themeName, put)
  else {
    for (const { clip, shapes } of scene.layers) {
      pen.save()
      if (clip !== null) clipTo(pen, clip)
      for (const shape of shapes) paintPlotShape(pen, shape, themeName, theme, put, across / scene.width)
      pen.restore()
    }
  }
  pen.restore()
}

function paintMatrix(pen: Pen, scene: MatrixScene, themeName: ThemeName, put: PutPixels): void {
  const { spec, matrix, plot, cell } = scene
  const drawn = Math.round(plot.width / cell.width)
  const order = spec.columnOrder === null ? null : spec.columnOrder.filter((column) => column < matrix.columns)
  const { rgba } = matrixPixels(matrix.values, matrix.rows, matrix.columns, spec.limits, colourMap(spec.map, themeName), order)
  put({ rgba, width: drawn, height: matrix.rows }, plot)
  for (const shape of matrixAround(scene)) {
    if (shape.kind === 'bar') put(ramp(spec.map, themeName), shape.rect)
    else paintShape(pen, shape, themes[themeName])
  }
}

/** A colour map from its lower to its upper end, one pixel high. */
function ramp(name: ColourMapName, themeName: ThemeName): CellsPixels {
  const { lut } = colourMap(name, themeName)
  const rgba = new Uint8ClampedArray(lutLength * 4)
  for (let i = 0; i < lutLength; i += 1) rgba.set([lut[3 * i]!, lut[3 * i + 1]!, lut[3 * i + 2]!, 255], 4 * i)
  return { rgba, width: lutLength, height: 1 }
}

function paintPlotShape(pen: Pen, shape: Shape, themeName: ThemeName, theme: Theme, put: PutPixels, resolution: number): void {
  switch (shape.kind) {
    case 'path':
      pen.globalAlpha = shape.opacity
      pen.lineJoin = 'round'
      pen.strokeStyle = theme[shape.ink]
      pen.lineWidth = shape.width
      pen.setLineDash(shape.dash === null ? [] : [...shape.dash])
      trace(pen, shape.px)
      return pen.stroke()
    case 'area':
      pen.globalAlpha = shape.opacity
      pen.fillStyle = theme[shape.ink]
      trace(pen, shape.px)
      pen.closePath()
      return pen.fill()
    case 'dots':
      pen.globalAlpha = shape.opacity
      pen.setLineDash([])
      for (let i = 0; i < shape.px.length; i += 3) {
        pen.beginPath()
        pen.arc(shape.px[i]!, shape.px[i + 1]!, shape.px[i + 2]!, 0, 2 * Math.PI)
        pen.fillStyle = theme[shape.fill]
        pen.fill()
        if (shape.stroke === null) continue
        pen.strokeStyle = theme[shape.stroke]
        pen.lineWidth = shape.width
        pen.stroke()
      }
      return
    case 'box':
      pen.globalAlpha = shape.opacity
      return fillRect(pen, shape.rect, theme[shape.fill])
    case 'ramp':
      return put(ramp(shape.map, themeName), shape.rect)
    case 'cells':
      return put(cellsPixels(shape, themeName, shape.rect.width * resolution), shape.rect)
    default:
      return paintShape(pen, shape, theme)
  }
}

function fillRect(pen: Pen, { x, y, width, height }: Rect, colour: string): void {
  pen.beginPath()
  pen.rect(x, y, width, height)
  pen.fillStyle = colour
  pen.fill()
}
