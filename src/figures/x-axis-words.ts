import type { Label, Measures, StepScale, Tick } from './scene.ts'
import type { StepAxisSpec } from './spec.ts'
import { stepTicks } from './ticks.ts'
import { boxOf, label, touches } from './words.ts'

/**
 * Ticks and words below the x axis. The axis title stands at the right end, or beyond the last word where there is room; tick labels that would
 * touch it or each other lose their words and keep their tick.
 */
export function xAxis(spec: StepAxisSpec, scale: StepScale, y: number, width: number, measures: Measures, unit: number): { ticks: readonly Tick[]; labels: readonly Label[] } {
  const baseline = y + 19 * unit
  const word = (tick: Tick): Label => label(tick.label, { x: tick.at, y: baseline, anchor: 'middle' }, measures.tickText, 'text-3')
  const all = stepTicks(scale, spec.quantity.by === 'step')
  const named = all.filter((tick) => tick.label !== '')
  const lastBox = named.length > 0 ? boxOf(word(named[named.length - 1] ?? { value: 0, at: 0, major: true, label: '' })) : null
  let title = label(spec.title, { x: scale.range[1], y: baseline, anchor: 'end' }, measures.tickText, 'text-3')
  if (lastBox !== null && touches(boxOf(title), lastBox, 4)) {
    const beyond = label(spec.title, { x: lastBox.x + lastBox.width + 8 * unit, y: baseline }, measures.tickText, 'text-3')
    if (boxOf(beyond).x + boxOf(beyond).width <= width) title = beyond
  }
  const labels = [title]
  const ticks = all.map((tick) => {
    if (tick.label === '') return tick
    const words = word(tick)
    if (labels.some((other) => touches(boxOf(words), boxOf(other), 4))) return { ...tick, label: '' }
    labels.push(words)
    return tick
  })
  return { ticks, labels: labels.filter((words) => words.spans.some((span) => span.text !== '')) }
}
