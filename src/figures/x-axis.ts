import { stepDomain } from './axes.ts'
import type { Points } from './prepare.ts'
import type { XExtent } from './scene.ts'
import type { StepAxisSpec } from './spec.ts'

/** The extent of the x axis of a figure: everything, or the window that one has zoomed to. */
export function xExtent(spec: StepAxisSpec, lines: readonly Points[]): XExtent {
  const full = spec.quantity.by === 'step' ? stepDomain(spec, lines.map(({ x }) => x)) : otherDomain(spec, lines)
  if (spec.window === null) return { ...full, full }
  const [from, to] = spec.window
  return { domain: [spec.scale === 'log' ? Math.max(from, Number.MIN_VALUE) : from, to], zero: full.zero && from <= full.domain[0] * (1 + 1e-9), full }
}

/** From the least to the greatest x, of those above 0 on a log axis; 1 to 10 without any. */
function otherDomain(spec: StepAxisSpec, lines: readonly Points[]): XExtent['full'] {
  const isLog = spec.scale === 'log'
  let low = Infinity
  let high = -Infinity
  let hasZero = false
  for (const { x, isPath } of lines) {
    hasZero ||= !isPath && x[0] === 0
    const places = isPath ? Array.from({ length: x.length }, (_, i) => i) : [0, 1, x.length - 1]
    for (const i of places) {
      const value = x[i]
      if (value === undefined || !Number.isFinite(value) || (isLog && value <= 0)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  const zero = isLog && hasZero && spec.zero !== 'hidden'
  if (spec.domain !== null && (!isLog || spec.domain[0] > 0)) return { domain: spec.domain, zero }
  if (low > high) return { domain: [1, 10], zero: false }
  if (low === high) return { domain: isLog ? [low / 2, low * 2] : [low - 0.5, low + 0.5], zero }
  const room = isLog || spec.quantity.by !== 'series' ? 0 : 0.02 * (high - low)
  return { domain: [low - room, high + room], zero }
}
