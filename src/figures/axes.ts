import { scaleLinear, scaleLog } from 'd3-scale'
import type { Scale, StepScale } from './scene.ts'
import type { StepAxisSpec } from './spec.ts'

/** Width of the slot of step 0 left of the log axis, px. */
export const zeroSlotWidth = 28

/** d3's own interpolation, clamped on the way back only: a point beyond the domain is drawn beyond the plot and clipped there. */
function scale(kind: 'log' | 'linear', domain: readonly [number, number], range: readonly [number, number]): Scale {
  const forward = kind === 'log' ? scaleLog(domain, range) : scaleLinear(domain, range)
  const back = forward.copy().clamp(true)
  return { kind, domain, range, toPx: (value) => forward(value), toValue: (px) => back.invert(px) }
}

export function logScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  return scale('log', domain, range)
}

export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  return scale('linear', domain, range)
}

/**
 * The step axis between two x. On a log axis with `zero`, step 0 stands in the middle of a slot at the left and the domain begins after it,
 * because log 0 has no place and step 0 is not step 1.
 */
export function stepScale(kind: 'log' | 'linear', domain: readonly [number, number], range: readonly [number, number], zero: boolean): StepScale {
  if (kind === 'linear' || !zero) return { ...scale(kind, domain, range), zeroSlot: null }
  const slot = { from: range[0], to: range[0] + Math.min(zeroSlotWidth, (range[1] - range[0]) / 8) }
  const inner = scale('log', domain, [slot.to, range[1]])
  const centre = (slot.from + slot.to) / 2
  return {
    ...inner,
    range,
    zeroSlot: slot,
    toPx: (step) => (step <= 0 ? centre : inner.toPx(step)),
    toValue: (px) => (px < (centre + slot.to) / 2 ? 0 : inner.toValue(px)),
  }
}

/**
 * Domain of the step axis and whether step 0 gets a slot, from the axis specification and the ascending steps of each line.
 * Without points it is 1 to 10, so that an empty run has an axis.
 */
export function stepDomain(spec: StepAxisSpec, stepsOfLines: readonly ArrayLike<number>[]): { domain: readonly [number, number]; zero: boolean } {
  const lines = stepsOfLines.filter((steps) => steps.length > 0)
  const hasZero = lines.some((steps) => steps[0] === 0)
  const cutLeft = spec.domain !== null && spec.domain[0] > 1
  const zero = spec.scale === 'log' && !cutLeft && (spec.zero === 'shown' || (spec.zero === 'auto' && hasZero))
  const least = spec.scale === 'log' ? 1 : 0
  if (spec.domain !== null) {
    // From step 1 on a log axis is from step 0 on a linear one, where that needs no slot.
    const isWhole = spec.scale === 'linear' && !cutLeft && (spec.zero === 'shown' || (spec.zero === 'auto' && hasZero))
    return { domain: [isWhole ? 0 : Math.max(least, spec.domain[0]), Math.max(least + 1, spec.domain[1])], zero }
  }

  const firsts = lines.map((steps) => (spec.scale === 'log' && steps[0] === 0 ? steps[1] : steps[0])).filter((step) => step !== undefined)
  const low = firsts.length > 0 ? Math.min(...firsts) : least
  const high = Math.max(low, ...lines.map((steps) => steps[steps.length - 1] ?? low))
  return { domain: high > low ? [low, high] : [low, Math.max(10, low * 10)], zero }
}

/** Whole decades that hold every positive finite value; 10⁻¹ to 10 without any. */
export function decadeDomain(low: number, high: number): readonly [number, number] {
  if (!(low > 0) || !(high >= low)) return [0.1, 10]
  const from = Math.floor(Math.log10(low) + 1e-12)
  const to = Math.max(from + 1, Math.ceil(Math.log10(high) - 1e-12))
  return [10 ** Math.max(-323, from), 10 ** Math.min(308, to)]
}

/** A round domain that holds the values, with a little room when all are equal. */
export function niceDomain(low: number, high: number): readonly [number, number] {
  if (!(high >= low)) return [0, 1]
  const room = low === high ? Math.abs(low) * 0.1 || 1 : 0
  const [from = low, to = high] = scaleLinear([low - room, high + room], [0, 1]).nice(4).domain()
  return [from, to]
}
