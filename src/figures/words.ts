import type { Label, Rect, Span } from './scene.ts'
import { interFace, textWidth } from './text-metrics.ts'
import type { Token } from './themes.ts'

/** A label of one span. */
export function label(text: string, at: { x: number; y: number; anchor?: Label['anchor']; halo?: boolean }, size: number, ink: Token, weight: Span['weight'] = 400): Label {
  return { x: at.x, y: at.y, anchor: at.anchor ?? 'start', size, halo: at.halo ?? false, spans: [{ text, ink, weight, gap: 0 }] }
}

/** Stroke width of the halo: 4 px around the screen's 12 px. */
export function haloWidth(size: number): number {
  return size / 3
}

export function spansWidth(spans: readonly Span[], size: number): number {
  return spans.reduce((width, span) => width + span.gap + textWidth(span.text, size, interFace(span.weight)), 0)
}

/** Where a label begins, whatever its anchor. */
export function startOf({ x, anchor, spans, size }: Label): number {
  const width = spansWidth(spans, size)
  return anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width
}

/** The box that the words fill: Inter rises 0.76 and falls 0.22 of its size around the baseline. */
export function boxOf(words: Label): Rect {
  return { x: startOf(words), y: words.y - 0.76 * words.size, width: spansWidth(words.spans, words.size), height: 0.98 * words.size }
}

/** Whether two boxes touch, or come closer than `room` px. */
export function touches(a: Rect, b: Rect, room = 2): boolean {
  return a.x < b.x + b.width + room && b.x < a.x + a.width + room && a.y < b.y + b.height + room && b.y < a.y + a.height + room
}
