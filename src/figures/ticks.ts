import { scaleLinear } from 'd3-scale'
import { formatDecade, formatFixed, formatInteger, formatPercent, formatTick } from './formats.ts'
import type { Scale, StepScale, Tick } from './scene.ts'

/**
 * Ticks of an x axis. Log: 1 to 9 of each decade, words at decades only; where fewer than two decades are in view, at 2 and 5 too, and where
 * not two of those are, round values. Linear: round values. Steps are whole. Step 0 has its word in its slot.
 */
export function stepTicks(scale: StepScale, isWhole = true): readonly Tick[] {
  const [low, high] = scale.domain
  const slot: readonly Tick[] = scale.zeroSlot === null ? [] : [{ value: 0, at: scale.toPx(0), major: true, label: '0' }]
  if (scale.kind === 'linear') return roundTicks(scale, isWhole)
  if (scale.kind === 'symlog') return symlogTicks(scale, 44)
  const ticks: Tick[] = []
  const named = Math.log10(high / low) < 2 ? [1, 2, 5] : [1]
  for (let exponent = Math.floor(Math.log10(low) + 1e-12); 10 ** exponent <= high * (1 + 1e-12); exponent += 1) {
    for (let m = 1; m <= 9; m += 1) {
      const value = m * 10 ** exponent
      if (value < low * (1 - 1e-12) || value > high * (1 + 1e-12)) continue
      ticks.push({ value, at: scale.toPx(value), major: m === 1, label: named.includes(m) ? decadeLabel(value, m, exponent) : '' })
    }
  }
  if (named.length === 1 || ticks.filter(({ label }) => label !== '').length >= 2) return [...slot, ...ticks]
  return [...slot, ...roundTicks(scale, isWhole)]
}

/** 1 000 000 and beyond as a power of ten; 0.02 below 1. */
function decadeLabel(value: number, m: number, exponent: number): string {
  if (exponent >= 7 || exponent < -3) return m === 1 ? formatDecade(exponent) : `${m}·${formatDecade(exponent)}`
  return exponent < 0 ? formatFixed(value, -exponent) : formatInteger(value)
}

function roundTicks(scale: StepScale, isWhole: boolean): readonly Tick[] {
  const values = scaleLinear(scale.domain, [0, 1]).ticks(Math.max(2, Math.round((scale.range[1] - scale.range[0]) / 140)))
  const spacing = values.length > 1 ? Math.abs((values[1] ?? 1) - (values[0] ?? 0)) : 1
  return values
    .filter((value) => !isWhole || Number.isInteger(value))
    .map((value) => ({ value, at: scale.toPx(value), major: true, label: isWhole ? formatInteger(value) : formatTick(value, spacing) }))
}

/** 0 to 100 % in quarters; the unit stands on the outermost words only. */
export function accuracyTicks(scale: Scale): readonly Tick[] {
  return [0, 0.25, 0.5, 0.75, 1].map((value) => ({
    value,
    at: scale.toPx(value),
    major: value % 0.5 === 0,
    label: value === 0.5 ? '50' : value % 1 === 0 ? formatPercent(value, 0) : '',
  }))
}

/** Whole decades, every n-th so that words are at least `room` px apart; 1 (10⁰) keeps its tick whenever it is in view. */
export function decadeTicks(scale: Scale, room = 28): readonly Tick[] {
  const from = Math.ceil(Math.log10(scale.domain[0]) - 1e-9)
  const to = Math.floor(Math.log10(scale.domain[1]) + 1e-9)
  const perDecade = Math.abs(scale.range[1] - scale.range[0]) / Math.max(1e-9, Math.log10(scale.domain[1] / scale.domain[0]))
  const every = [1, 2, 3, 4, 5, 6, 10, 20, 50, 100, 200].find((n) => n * perDecade >= room) ?? 400
  const ticks: Tick[] = []
  for (let exponent = Math.ceil(from / every) * every; exponent <= to; exponent += every) {
    ticks.push({ value: 10 ** exponent, at: scale.toPx(10 ** exponent), major: true, label: formatDecade(exponent) })
  }
  return ticks
}

/** Round values about `room` px apart, at least two; percentages with the unit on the outermost words only. */
export function valueTicks(scale: Scale, percent: boolean, room = 44): readonly Tick[] {
  const count = Math.max(2, Math.floor(Math.abs(scale.range[1] - scale.range[0]) / room))
  const values = scaleLinear(scale.domain, [0, 1]).ticks(Math.min(6, count))
  const spacing = values.length > 1 ? Math.abs((values[1] ?? 1) - (values[0] ?? 0)) : 1
  return values.map((value, i) => {
    const text = formatTick(percent ? value * 100 : value, percent ? spacing * 100 : spacing)
    const unit = percent && (i === 0 || i === values.length - 1) ? '\u00A0%' : ''
    return { value, at: scale.toPx(value), major: true, label: text + unit }
  })
}

/** 10⁻ᵏ and its mirror above a half, and a half: 0.1 % 1 10 50 90 99 99.9 %. The unit stands on the outermost words only; words that would touch are left out. */
export function logitTicks(scale: Scale, room = 22): readonly Tick[] {
  const [low, high] = scale.domain
  const below: number[] = []
  const above: number[] = []
  for (let exponent = 1; exponent <= 15; exponent += 1) {
    if (10 ** -exponent >= low * (1 - 1e-9)) below.unshift(exponent)
    if (10 ** -exponent >= (1 - high) * (1 - 1e-9)) above.push(exponent)
  }
  const all = [
    ...below.map((k) => ({ value: 10 ** -k, text: formatFixed(10 ** (2 - k), Math.max(0, k - 2)) })),
    ...(low < 0.5 && high > 0.5 ? [{ value: 0.5, text: '50' }] : []),
    ...above.map((k) => ({ value: 1 - 10 ** -k, text: formatFixed(100 * (1 - 10 ** -k), Math.max(0, k - 2)) })),
  ]
  let before = NaN
  return all.map(({ value, text }, i) => {
    const at = scale.toPx(value)
    const isEnd = i === 0 || i === all.length - 1
    const last = scale.toPx(all[all.length - 1]?.value ?? value)
    const isCrowded = !isEnd && (Math.abs(at - before) < room || Math.abs(at - last) < room)
    if (!isCrowded) before = at
    return { value, at, major: value === 0.5 || isEnd, label: isCrowded ? '' : isEnd ? `${text}\u00A0%` : text }
  })
}

/** 0 and the decades of either sign beyond the linear part; words that would touch are left out, 0 has its own always. */
export function symlogTicks(scale: Scale, room = 28): readonly Tick[] {
  const [low, high] = scale.domain
  const from = Math.ceil(Math.log10(scale.linearTo ?? 1) - 1e-9)
  const ticks: Tick[] = low <= 0 && high >= 0 ? [{ value: 0, at: scale.toPx(0), major: true, label: '0' }] : []
  for (const sign of [1, -1]) {
    const most = sign === 1 ? high : -low
    let before = scale.toPx(0)
    for (let exponent = from; 10 ** exponent <= most * (1 + 1e-9); exponent += 1) {
      const value = sign * 10 ** exponent
      const at = scale.toPx(value)
      const isFree = Math.abs(at - before) >= room
      if (isFree) before = at
      ticks.push({ value, at, major: true, label: isFree ? `${sign < 0 ? '\u2212' : ''}${formatDecade(exponent)}` : '' })
    }
  }
  return ticks.sort((a, b) => a.value - b.value)
}
