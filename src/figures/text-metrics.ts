import { textWidths } from './text-widths.ts'

export type TextFace = keyof typeof textWidths

/** The family of every word in a figure; Arimo is what headless Linux has when Inter is not installed. */
export const fontFamily = 'Inter, Arimo, sans-serif'

/** Width of a character that a font lacks, in thousandths of the size. */
const missingWidth = 600

const tables = new Map<TextFace, Map<number, number>>()

function tableOf(face: TextFace): Map<number, number> {
  const known = tables.get(face)
  if (known !== undefined) return known
  const table = new Map<number, number>()
  for (const [first = 0, ...widths] of textWidths[face]) widths.forEach((width, i) => table.set(first + i, width))
  tables.set(face, table)
  return table
}

/** The face for a weight of Inter. */
export function interFace(weight: 400 | 500 | 600): TextFace {
  return `inter-${weight}`
}

/**
 * Width of a line of text in px.
 *
 *   Σ advance(character) · size / 1000, without kerning
 *
 * Error: within 2 % of the shaped width on the lab's own words (`scripts/font-widths.mjs --check`).
 */
export function textWidth(text: string, size: number, face: TextFace = 'inter-400'): number {
  return (advances(text, face) * size) / 1000
}

/** Words of a figure that is panned come again in every frame. */
const known = new Map<TextFace, Map<string, number>>()
const mostKnown = 4_000

function advances(text: string, face: TextFace): number {
  const words = known.get(face) ?? new Map<string, number>()
  known.set(face, words)
  const before = words.get(text)
  if (before !== undefined) return before
  const table = tableOf(face)
  let width = 0
  for (const character of text) width += table.get(character.codePointAt(0) ?? 0) ?? missingWidth
  if (words.size >= mostKnown) words.clear()
  words.set(text, width)
  return width
}
