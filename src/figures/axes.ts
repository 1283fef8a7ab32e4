import { scaleLinear, scaleLog, scaleSymlog } from 'd3-scale'
import type { Scale, ScaleKind, StepScale } from './scene.ts'
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

/** Signed logarithm: sign(v) · ln(1 + |v| / linearTo), so that about ±linearTo it goes from linear to logarithmic. */
export function symlogScale(domain: readonly [number, number], range: readonly [number, number], linearTo: number): Scale {
  const forward = scaleSymlog(domain, range).constant(linearTo)
  const back = forward.copy().clamp(true)
  return { kind: 'symlog', linearTo, domain, range, toPx: (value) => forward(value), toValue: (px) => back.invert(px) }
}

/** Log odds, ln(v / (1 − v)). 0 and 1 have no place on it: they lie beyond any domain, and whoever draws puts them on the frame. */
export function logitScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const odds = (share: number): number => Math.log(share / (1 - share))
  const inner = scale('linear', [odds(domain[0]), odds(domain[1])], range)
  return { kind: 'logit', domain, range, toPx: (value) => inner.toPx(odds(value)), toValue: (px) => 1 / (1 + Math.exp(-inner.toValue(px))) }
}

/** The scale of a kind, for those that know it by name only. */
export function scaleOf(kind: ScaleKind, domain: readonly [number, number], range: readonly [number, number], linearTo = 1): Scale {
  if (kind === 'symlog') return symlogScale(domain, range, linearTo)
  return kind === 'logit' ? logitScale(domain, range) : scale(kind, domain, range)
}

/**
 * The step axis between two x. On a log axis with `zero`, step 0 stands in the middle of a slot at the left and the domain begins after it,
 * because log 0 has no place and step 0 is not step 1.
 */
export function stepScale(kind: ScaleKind, domain: readonly [number, number], range: readonly [number, number], zero: boolean, linearTo = 1): StepScale {
  if (kind !== 'log' || !zero) return { ...scaleOf(kind, domain, range, linearTo), zeroSlot: null }
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
    // From step 1 on a log axis is from step 0 on the others, where that needs no slot.
    const isWhole = spec.scale !== 'log' && !cutLeft && (spec.zero === 'shown' || (spec.zero === 'auto' && hasZero))
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

/** The decades below a half and, mirrored, above it that hold every share strictly between 0 and 1: 0.001 to 0.999. At least 0.1 to 0.9. */
export function logitDomain(low: number, high: number): readonly [number, number] {
  const below = low > 0 && low < 1 ? low : 0.1
  const above = high > 0 && high < 1 ? 1 - high : 0.1
  const decade = (share: number): number => 10 ** Math.max(-15, Math.min(-1, Math.floor(Math.log10(Math.min(share, 0.5)) + 1e-12)))
  return [decade(below), 1 - decade(above)]
}

/** Ends of a symlog axis: whole decades of either sign beyond `linearTo`, 0 where no value is on that side. */
export function symlogDomain(low: number, high: number, linearTo: number): readonly [number, number] {
  if (!(high >= low)) return [-linearTo, linearTo]
  const outward = (size: number): number => (size === 0 ? 0 : Math.max(linearTo, 10 ** Math.ceil(Math.log10(size) - 1e-12)))
  const [from, to] = [low < 0 ? -outward(-low) : 0, high > 0 ? outward(high) : 0]
  return from < to ? [from, to] : [-linearTo, linearTo]
}

/** The edge of the frame on which a value is drawn that has no place on an axis: at or below 0 on a log axis, 0 and 1 (and beyond) on a logit axis. */
export function frameEdge({ kind }: Scale, value: number): 'low' | 'high' | null {
  if ((kind === 'log' || kind === 'logit') && value <= 0) return 'low'
  return kind === 'logit' && value >= 1 ? 'high' : null
}

/** px of a value on a value axis, on the frame where it has no place. */
export function framedPx(scale: Scale, value: number): number {
  const edge = frameEdge(scale, value)
  return edge === null ? scale.toPx(value) : scale.range[edge === 'low' ? 0 : 1]
}
