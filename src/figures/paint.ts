import { curvesBefore, curvesBehind, type Primitive } from './drawing.ts'
import type { CurvesScene, Label, Rect, SceneLine } from './scene.ts'
import { fontFamily, interFace, textWidth } from './text-metrics.ts'
import { themes, type Theme, type ThemeName } from './themes.ts'
import { haloWidth, startOf } from './words.ts'

/** What painting needs of a 2D canvas, on a page or in a worker: this folder does not know either. */
export interface Pen {
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  lineJoin: string
  globalAlpha: number
  font: string
  textAlign: string
  textBaseline: string
  save(): void
  restore(): void
  beginPath(): void
  closePath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  arc(x: number, y: number, radius: number, from: number, to: number): void
  rect(x: number, y: number, width: number, height: number): void
  clip(): void
  fill(): void
  stroke(): void
  setLineDash(lengths: number[]): void
  fillText(text: string, x: number, y: number): void
  strokeText(text: string, x: number, y: number): void
}

/** Grid, rules, bands and curves: everything without words, which a worker can paint as it needs no fonts. */
export function paintCurves(pen: Pen, scene: CurvesScene, themeName: ThemeName): void {
  const theme = themes[themeName]
  for (const shape of curvesBehind(scene)) paintShape(pen, shape, theme)
  for (const { plot, bands, lines } of scene.panels) {
    pen.save()
    clipTo(pen, plot)
    for (const { outline, ink, opacity } of bands) {
      pen.globalAlpha = opacity
      pen.fillStyle = theme[ink]
      trace(pen, outline)
      pen.closePath()
      pen.fill()
    }
    for (const line of lines) paintLine(pen, line, theme)
    pen.restore()
  }
}

/** The axis, marks and words above the curves. */
export function paintWords(pen: Pen, scene: CurvesScene, themeName: ThemeName): void {
  for (const shape of curvesBefore(scene)) paintShape(pen, shape, themes[themeName])
}

/** The plot with room for the stroke of a line at its edge, as a file has it. */
export function clipTo(pen: Pen, { x, y, width, height }: Rect): void {
  pen.beginPath()
  pen.rect(x - 1, y - 2, width + 2, height + 4)
  pen.clip()
}

function paintLine(pen: Pen, { ink, width, dash, opacity, stretches }: SceneLine, theme: Theme): void {
  pen.globalAlpha = opacity
  pen.strokeStyle = theme[ink]
  pen.lineWidth = width
  pen.lineJoin = 'round'
  pen.setLineDash(dash === null ? [] : [...dash])
  for (const { px } of stretches) {
    trace(pen, px)
    pen.stroke()
  }
}

export function trace(pen: Pen, px: Float64Array): void {
  pen.beginPath()
  for (let i = 0; i < px.length; i += 2) {
    if (i === 0) pen.moveTo(px[0]!, px[1]!)
    else pen.lineTo(px[i]!, px[i + 1]!)
  }
}

export function paintShape(pen: Pen, shape: Primitive, theme: Theme): void {
  pen.globalAlpha = shape.kind === 'line' ? shape.opacity : 1
  pen.setLineDash(shape.kind === 'line' && shape.dash !== null ? [...shape.dash] : [])
  switch (shape.kind) {
    case 'text':
      return paintText(pen, shape.label, theme)
    case 'bar':
      return // of a matrix
    case 'line':
      pen.beginPath()
      pen.moveTo(shape.x1, shape.y1)
      pen.lineTo(shape.x2, shape.y2)
      return outline(pen, theme[shape.ink], shape.width)
    case 'rect':
      pen.beginPath()
      pen.rect(shape.rect.x, shape.rect.y, shape.rect.width, shape.rect.height)
      return outline(pen, theme[shape.stroke], shape.width)
    case 'circle':
      pen.beginPath()
      pen.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI)
      pen.fillStyle = theme[shape.fill]
      pen.fill()
      return shape.stroke === null ? undefined : outline(pen, theme[shape.stroke], shape.width)
    case 'polygon':
      trace(pen, Float64Array.from(shape.points.flat()))
      pen.closePath()
      pen.fillStyle = theme[shape.fill]
      pen.fill()
      return outline(pen, theme[shape.stroke], shape.width)
  }
}

function outline(pen: Pen, colour: string, width: number): void {
  pen.strokeStyle = colour
  pen.lineWidth = width
  pen.stroke()
}

function paintText(pen: Pen, label: Label, theme: Theme): void {
  let x = startOf(label)
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  pen.lineJoin = 'round'
  for (const span of label.spans) {
    x += span.gap
    pen.font = `${span.weight} ${label.size}px ${fontFamily}`
    if (label.halo) {
      pen.strokeStyle = theme.surface
      pen.lineWidth = haloWidth(label.size)
      pen.strokeText(span.text, x, label.y)
    }
    pen.fillStyle = theme[span.ink]
    pen.fillText(span.text, x, label.y)
    x += textWidth(span.text, label.size, interFace(span.weight))
  }
}
