import { decadeDomain, logitDomain, niceDomain, scaleOf, symlogDomain } from './axes.ts'
import type { PreparedPanel } from './prepare.ts'
import type { Scale, Tick } from './scene.ts'
import type { PanelSpec } from './spec.ts'
import { accuracyTicks, decadeTicks, logitTicks, symlogTicks, valueTicks } from './ticks.ts'

type Domain = readonly [number, number]

/** Limits of the value axes: fixed for accuracy, else from the specification, else from what is drawn; panels that are linked share them. */
export function valueDomains(specs: readonly PanelSpec[], panels: readonly PreparedPanel[], x: Domain): readonly Domain[] {
  const extents = specs.map((spec, i) => extentOf(spec, panels[i], x))
  return specs.map((spec, i) => {
    if (spec.y.kind === 'accuracy') return [0, 1]
    if (spec.y.domain !== null) return spec.y.domain
    const linked = extents.filter((_, k) => k === i || (spec.link !== null && specs[k]?.link === spec.link))
    const low = Math.min(...linked.map((extent) => extent[0]))
    const high = Math.max(...linked.map((extent) => extent[1]))
    if (spec.y.kind === 'log') return decadeDomain(low, high)
    if (spec.y.kind === 'logit') return logitDomain(low, high)
    return spec.y.kind === 'symlog' ? symlogDomain(low, high, spec.y.linearTo) : niceDomain(low, high)
  })
}

/** The least and the greatest value drawn between two x; from ∞ to −∞ where nothing is. */
function extentOf({ y, references }: PanelSpec, panel: PreparedPanel | undefined, [from, to]: Domain): Domain {
  let low = Infinity
  let high = -Infinity
  const hasPlace = (value: number): boolean => (y.kind !== 'log' && y.kind !== 'logit') || (value > 0 && (y.kind === 'log' || value < 1))
  const include = (value: number): void => {
    if (!Number.isFinite(value) || !hasPlace(value)) return
    if (value < low) low = value
    if (value > high) high = value
  }
  const within = (x: ArrayLike<number>, values: Float64Array): void => {
    for (let i = 0; i < values.length; i += 1) {
      const at = x[i]!
      if (at === 0 || (at >= from && at <= to)) include(values[i]!)
    }
  }
  for (const { points } of panel?.lines ?? []) within(points.x, points.values)
  for (const { curve } of panel?.groups ?? []) {
    within(curve.x, curve.centre)
    if (curve.band === null) continue
    within(curve.band.x, curve.band.low)
    within(curve.band.x, curve.band.high)
  }
  for (const { value } of references) include(value)
  return [low, high]
}

export function valueTicksOf({ y }: PanelSpec, scale: Scale, unit: number): readonly Tick[] {
  if (y.kind === 'accuracy') return accuracyTicks(scale)
  if (y.kind === 'logit') return logitTicks(scale, 22 * unit)
  if (y.kind === 'symlog') return symlogTicks(scale, 28 * unit)
  return y.kind === 'log' ? decadeTicks(scale, 28 * unit) : valueTicks(scale, y.percent, 44 * unit)
}

/** The scale of a panel's values between two px. */
export function valueScale({ y }: PanelSpec, domain: Domain, range: readonly [number, number]): Scale {
  return scaleOf(y.kind === 'accuracy' ? 'linear' : y.kind, domain, range, y.kind === 'symlog' ? y.linearTo : 1)
}
