import { decadeDomain, linearScale, logitDomain, logitScale, logScale, niceDomain, stepScale, symlogDomain, symlogScale } from '../axes.ts'
import { formatInteger } from '../formats.ts'
import type { StepScale, Tick } from '../scene.ts'
import { decadeTicks, logitTicks, stepTicks, symlogTicks, valueTicks } from '../ticks.ts'
import { columnOf, type PlotsData } from './plots-data.ts'
import type { MarkSpec, PlotAxis, PlotSpec } from './plots-spec.ts'

type Range = readonly [number, number]

/** Columns of a mark's table that stand on an axis. */
const columns = { x: ['x', 'x2'], y: ['y', 'y2', 'low', 'high'] } as const

/** The domain of an axis: its own, or what holds every finite number of the marks. */
export function axisDomain(plot: PlotSpec, which: 'x' | 'y', data: PlotsData): Range {
  const axis = plot[which]
  if (axis.kind === 'step') return [1, Math.max(axis.last, 2)]
  if (axis.kind === 'places') return [-0.5, axis.count - 0.5]
  if (axis.domain !== null && !(axis.kind === 'log' && axis.domain[0] <= 0)) return axis.domain
  const fits = (value: number): boolean => Number.isFinite(value) && (axis.kind !== 'log' || value > 0) && (axis.kind !== 'logit' || (value > 0 && value < 1))
  let [low, high] = [Infinity, -Infinity]
  for (const value of plot.marks.flatMap((mark) => numbersOn(mark, which, data))) {
    for (let i = 0; i < value.length; i += 1) {
      if (!fits(value[i]!)) continue
      low = Math.min(low, value[i]!)
      high = Math.max(high, value[i]!)
    }
  }
  switch (axis.kind) {
    case 'log':
      return which === 'x' && low < high ? [low, high] : decadeDomain(low, high)
    case 'logit':
      return logitDomain(low, high)
    case 'symlog':
      return symlogDomain(low, high, axis.linearTo)
    case 'linear':
      return which === 'x' && low < high ? [low, high] : niceDomain(low, high)
  }
}

function numbersOn(mark: MarkSpec, which: 'x' | 'y', data: PlotsData): readonly ArrayLike<number>[] {
  if (mark.mark === 'rule') return mark.axis === which ? [[mark.value]] : []
  if (mark.mark === 'diagonal') return []
  if (mark.mark !== 'circles') return columns[which].map((name) => columnOf(data, mark.data, name))
  const [at, r] = [columnOf(data, mark.data, which), columnOf(data, mark.data, 'r')]
  return [Array.from(at, (value, i) => value - (r[i] ?? 0)), Array.from(at, (value, i) => value + (r[i] ?? 0))]
}

/** An axis laid along px. A step axis alone has the slot of step 0. */
export function axisScale(axis: PlotAxis, domain: Range, [from, to]: Range): StepScale {
  const range: Range = axis.reversed ? [to, from] : [from, to]
  switch (axis.kind) {
    case 'step':
      return stepScale('log', domain, range, axis.zero)
    case 'log':
      return { ...logScale(domain, range), zeroSlot: null }
    case 'symlog':
      return { ...symlogScale(domain, range, axis.linearTo), zeroSlot: null }
    case 'logit':
      return { ...logitScale(domain, range), zeroSlot: null }
    default:
      return { ...linearScale(domain, range), zeroSlot: null }
  }
}

/** @param room px that words need along the axis */
export function axisTicks(axis: PlotAxis, scale: StepScale, room: number): readonly Tick[] {
  if (axis.shown === 'none') return []
  const ticks = axis.ticks === null ? plainTicks(axis, scale, room) : axis.ticks.map(({ value, label }): Tick => ({ value, label, at: scale.toPx(value), major: true }))
  return axis.shown === 'all' ? ticks : ticks.map((tick) => ({ ...tick, label: '' }))
}

function plainTicks(axis: PlotAxis, scale: StepScale, room: number): readonly Tick[] {
  switch (axis.kind) {
    case 'step':
      return stepTicks(scale)
    case 'log':
      return decadeTicks(scale, room * 0.7)
    case 'symlog':
      return symlogTicks(scale, room * 0.7)
    case 'logit':
      return logitTicks(scale, room * 0.6)
    case 'linear':
      return valueTicks(scale, axis.percent, room)
    case 'places':
      return placeTicks(axis.count, axis.names, scale, axis.names === null ? room : room * 0.3)
  }
}

/** Every n-th place by its name or its number, words at least `room` px apart. */
function placeTicks(count: number, names: readonly string[] | null, scale: StepScale, room: number): readonly Tick[] {
  const each = Math.abs(scale.toPx(1) - scale.toPx(0)) || 1
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((n) => n * each >= room) ?? 10_000
  return Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every).map((value) => ({ value, at: scale.toPx(value), major: true, label: names?.[value] ?? formatInteger(value) }))
}
