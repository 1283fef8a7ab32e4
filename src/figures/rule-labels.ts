import { formatInteger } from './formats.ts'
import type { Label, Measures, Rect, SceneRule, Span, StepScale } from './scene.ts'
import type { RuleSpec } from './spec.ts'
import { boxOf, touches } from './words.ts'

/** Within this many px only two events are drawn; the third goes to the list in the inspector (`look.md` 4). */
export const ruleRoom = 90

export interface PlacedRules {
  readonly drawn: readonly SceneRule[]
  readonly listed: readonly SceneRule[]
  readonly labels: readonly Label[]
}

/**
 * Events as vertical rules with their words once, in the row above the top panel: left of the rule, else right of it, never across the end of
 * the plot, where the playhead of a finished run is. Where room is short the step goes first, then the word of the role, which the colour has.
 * A rule outside the domain, the third within 90 px, and one without any room are listed instead of drawn.
 *
 * @param toX where a step stands on the axis; null where that depends on the run, and nothing can be drawn
 */
export function placeRules(rules: readonly RuleSpec[], toX: (step: number) => number | null, scale: StepScale, baseline: number, measures: Measures, unit: number): PlacedRules {
  const drawn: SceneRule[] = []
  const listed: SceneRule[] = []
  const labels: Label[] = []
  const boxes: Rect[] = []
  const [low, high] = scale.domain
  const end = scale.range[1] - 1
  for (const { step, condition, role } of [...rules].sort((a, b) => a.step - b.step)) {
    const at = toX(step) ?? NaN
    const rule: SceneRule = { step, condition, role, x: scale.toPx(at) }
    const visible = (at >= low && at <= high) || (at === 0 && scale.zeroSlot !== null)
    const near = drawn.filter((other) => rule.x - other.x < ruleRoom * unit)
    const words = visible && near.length < 2 ? findRoom(rule) : null
    if (words === null) {
      listed.push(rule)
      continue
    }
    drawn.push(rule)
    labels.push(words)
    boxes.push(boxOf(words))
  }
  return { drawn, listed, labels }

  function findRoom({ condition, role, step, x }: SceneRule): Label | null {
    if (boxes.some((box) => x > box.x - 2 && x < box.x + box.width + 2)) return null // the rule would cross another's words
    const named: Span = { text: condition, ink: role === 'none' ? 'text-2' : `${role}-text`, weight: 500, gap: 0 }
    const counted: Span = { text: formatInteger(step), ink: 'text-3', weight: 400, gap: 6 * unit }
    const short: Span = { ...named, text: role === 'none' ? condition : condition.replace(`${role} `, '') }
    for (const spans of [[named, counted], [named], [short]]) {
      for (const anchor of ['end', 'start'] as const) {
        const words: Label = { x: x + (anchor === 'end' ? -6 : 6) * unit, y: baseline, anchor, size: measures.tickText, halo: true, spans }
        const box = boxOf(words)
        const overARule = drawn.some((other) => other.x > box.x - 2 && other.x < box.x + box.width + 2)
        if (box.x >= 0 && box.x + box.width <= end && !overARule && !boxes.some((other) => touches(box, other, 6))) return words
      }
    }
    return null
  }
}
