import { formatDrawn } from './formats.ts'
import { methodWords } from './group-scene.ts'
import type { PreparedPanel } from './prepare.ts'
import type { SceneFacts, SceneLine } from './scene.ts'
import { smoothingWords } from './smooth.ts'
import type { CurvesSpec } from './spec.ts'

/**
 * How many of the logged points are drawn and what was done to them. Expected curves and means are not measured, and what lies behind a
 * smoothed line is counted with it.
 */
export function factsOf(spec: CurvesSpec, lines: readonly SceneLine[], prepared: readonly PreparedPanel[], domain: readonly [number, number]): SceneFacts {
  const points = prepared.flatMap((panel) => panel.lines.filter((line) => line.spec.role !== 'ghost').map((line) => line.points))
  const groups = prepared.flatMap((panel) => panel.groups)
  const measured = lines.filter((line) => line.role !== 'ghost' && line.role !== 'mean' && !line.isBackdrop)
  const drawn = measured.reduce((sum, line) => sum + line.drawn, 0)
  const total = measured.reduce((sum, line) => sum + line.total, 0)
  const [first] = measured
  const equal = first !== undefined && measured.length > 1 && measured.every((line) => line.drawn === first.drawn && line.total === first.total)
  const each = equal ? `${formatDrawn(first.drawn, first.total)} per ${new Set(measured.map((line) => line.run)).size === measured.length ? 'run' : 'line'}` : formatDrawn(drawn, total)
  const smoothing = spec.smoothing === null ? 'no smoothing' : smoothingWords(spec.smoothing)
  const hasWindow = spec.step.quantity.by !== 'series' && points.some(({ x }) => isCut(x, domain))
  const isChanged = drawn < total || hasWindow || spec.smoothing !== null || spec.notes.length > 0
  return { drawn, total, reduced: isChanged, sentence: [`${each}, ${smoothing}`, ...spec.notes].join(' · '), groups: groups.length < 2 ? '' : [...new Set(groups.map(methodWords))].join('; ') }
}

/** A domain that only leaves room for what is still to come is no window. */
function isCut(x: ArrayLike<number>, [low, high]: readonly [number, number]): boolean {
  const first = x[x[0] === 0 ? 1 : 0]
  return first !== undefined && (first < low || (x[x.length - 1] ?? 0) > high)
}
