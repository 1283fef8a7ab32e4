import type { Primitive } from './drawing.ts'
import type { Label, Rect } from './scene.ts'
import { themes } from './themes.ts'
import { haloWidth } from './words.ts'

/** Exports are light whatever the screen shows. */
export const printTheme = themes.print

/** Corners of a path, as `d` has them. */
export function points(px: Float64Array): string {
  const parts: string[] = []
  for (let i = 0; i < px.length; i += 2) parts.push(`${i === 0 ? 'M' : 'L'}${short(px[i]!)} ${short(px[i + 1]!)}`)
  return parts.join('')
}

export function primitive(shape: Primitive): string {
  switch (shape.kind) {
    case 'line':
      return `<line x1="${short(shape.x1)}" y1="${short(shape.y1)}" x2="${short(shape.x2)}" y2="${short(shape.y2)}" stroke="${printTheme[shape.ink]}" stroke-width="${short(shape.width)}"${dashes(shape.dash)}${faded(shape.opacity)}/>`
    case 'circle':
      return `<circle cx="${short(shape.x)}" cy="${short(shape.y)}" r="${short(shape.radius)}" fill="${printTheme[shape.fill]}"${shape.stroke === null ? '' : ` stroke="${printTheme[shape.stroke]}" stroke-width="${short(shape.width)}"`}/>`
    case 'rect':
      return `<rect ${place(shape.rect)} fill="none" stroke="${printTheme[shape.stroke]}" stroke-width="${short(shape.width)}"/>`
    case 'polygon':
      return `<polygon points="${shape.points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}" fill="${printTheme[shape.fill]}" stroke="${printTheme[shape.stroke]}" stroke-width="${short(shape.width)}"/>`
    case 'bar':
      return `<rect ${place(shape.rect)} fill="url(#map)"/>`
    case 'text':
      return text(shape.label)
  }
}

function text({ x, y, anchor, size, halo, spans }: Label): string {
  const edge = halo ? ` stroke="${printTheme.surface}" stroke-width="${short(haloWidth(size))}" stroke-linejoin="round" paint-order="stroke"` : ''
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  const words = spans.map((span) => {
    const weight = span.weight === 400 ? '' : ` font-weight="${span.weight}"`
    return `<tspan${span.gap === 0 ? '' : ` dx="${short(span.gap)}"`} fill="${printTheme[span.ink]}"${weight}>${escape(span.text)}</tspan>`
  })
  return `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}"${anchored}${edge} xml:space="preserve">${words.join('')}</text>`
}

export function place({ x, y, width, height }: Rect): string {
  return `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`
}

export function dashes(dash: readonly number[] | null): string {
  return dash === null ? '' : ` stroke-dasharray="${dash.join(' ')}"`
}

export function faded(opacity: number): string {
  return opacity === 1 ? '' : ` opacity="${short(opacity)}"`
}

/** At most three decimals: a thousandth of a px is nothing, and last digits that differ between computers would break equality. */
export function short(value: number): string {
  const text = value.toFixed(3).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}

/** Escapes for text and attributes, and drops the characters that XML 1.0 does not allow. */
export function escape(words: string): string {
  return words
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
