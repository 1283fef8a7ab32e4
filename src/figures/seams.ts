import type { Label, Measures, Rect, StepScale } from './scene.ts'
import type { SeamSpec } from './spec.ts'
import { boxOf, label, touches } from './words.ts'

export interface PlacedSeams {
  readonly drawn: readonly { readonly step: number; readonly words: string; readonly x: number }[]
  readonly labels: readonly Label[]
}

/**
 * Seams of a run as ticks on the axis, their words just above it, right of the tick or left of it; of seams that stand closer than their words
 * the later ones have a tick alone.
 *
 * @param toX where a step stands on the axis; null where that depends on the run, and nothing can be drawn
 */
export function placeSeams(seams: readonly SeamSpec[], toX: (step: number) => number | null, scale: StepScale, axisY: number, plot: Rect, measures: Measures, unit: number): PlacedSeams {
  const [low, high] = scale.domain
  const labels: Label[] = []
  const drawn = [...seams].sort((a, b) => a.step - b.step).flatMap(({ step, words }) => {
    const at = toX(step)
    if (at === null || at < low || at > high) return []
    const x = scale.toPx(at)
    for (const anchor of ['start', 'end'] as const) {
      const candidate = label(words, { x: x + (anchor === 'start' ? 5 : -5) * unit, y: axisY - 4 * unit, anchor, halo: true }, measures.tickText, 'text-3')
      const box = boxOf(candidate)
      if (box.x < plot.x || box.x + box.width > plot.x + plot.width || labels.some((other) => touches(box, boxOf(other), 8))) continue
      labels.push(candidate)
      break
    }
    return [{ step, words, x }]
  })
  return { drawn, labels }
}
