import { formatInteger, formatValue } from '../../../figures/formats.ts'
import type { CurvesScene } from '../../../figures/scene.ts'

/** The part of an x axis that is drawn; null is all of it. */
export type XWindow = readonly [number, number] | null

/** An x axis as zooming sees it: equal lengths are equal distances on the screen. */
export interface ZoomAxis {
  readonly isLog: boolean
  /** A symlog axis: how far from 0 it is about linear; null on others. */
  readonly linearTo?: number | null
  readonly full: readonly [number, number]
  /** Steps are whole: no window is narrower than four of them. */
  readonly isWhole: boolean
}

export function zoomAxis({ step, spec }: CurvesScene): ZoomAxis {
  return { isLog: step.scale.kind === 'log', linearTo: step.scale.kind === 'symlog' ? (step.scale.linearTo ?? 1) : null, full: step.full.domain, isWhole: spec.step.quantity.by === 'step' }
}

function forward({ isLog, linearTo = null }: ZoomAxis, x: number): number {
  if (linearTo !== null) return Math.sign(x) * Math.log1p(Math.abs(x) / linearTo)
  return isLog ? Math.log(x) : x
}

function back({ isLog, linearTo = null }: ZoomAxis, u: number): number {
  if (linearTo !== null) return Math.sign(u) * Math.expm1(Math.abs(u)) * linearTo
  return isLog ? Math.exp(u) : u
}

/** A window within the axis, not narrower than can be read; null where it would be everything. */
export function windowOf(axis: ZoomAxis, from: number, to: number): XWindow {
  const [low, high] = axis.full.map((x) => forward(axis, x)) as [number, number]
  let [a, b] = [forward(axis, from), forward(axis, to)].map((u) => Math.min(high, Math.max(low, Number.isNaN(u) ? low : u))).sort((p, q) => p - q) as [number, number]
  const least = axis.isLog ? Math.min(high - low, 1e-3) : Math.min(high - low, axis.isWhole ? 4 : (high - low) * 1e-6)
  if (b - a < least) {
    const middle = Math.min(high - least / 2, Math.max(low + least / 2, (a + b) / 2))
    a = middle - least / 2
    b = middle + least / 2
  }
  if (axis.isWhole && axis.isLog && Math.exp(b) - Math.exp(a) < 4) b = Math.min(high, Math.log(Math.exp(a) + 4))
  const slack = 1e-9 * (high - low)
  if (a <= low + slack && b >= high - slack) return null
  return [back(axis, a), back(axis, b)]
}

/** Zooms about an x that keeps its place: a factor below 1 comes closer. */
export function zoomed(axis: ZoomAxis, window: XWindow, about: number, factor: number): XWindow {
  const [from, to] = (window ?? axis.full).map((x) => forward(axis, x)) as [number, number]
  const at = Math.min(to, Math.max(from, forward(axis, about)))
  return windowOf(axis, back(axis, at + (from - at) * factor), back(axis, at + (to - at) * factor))
}

/** Moves by a share of the window's width, as far as the ends of the axis and keeping its width. */
export function panned(axis: ZoomAxis, window: XWindow, share: number): XWindow {
  if (window === null) return null
  const [low, high] = axis.full.map((x) => forward(axis, x)) as [number, number]
  const [from, to] = window.map((x) => forward(axis, x)) as [number, number]
  const by = Math.min(high - to, Math.max(low - from, share * (to - from)))
  return windowOf(axis, back(axis, from + by), back(axis, to + by))
}

/** "steps 120 to 2 478", beside the way back to everything. */
export function windowWords([from, to]: readonly [number, number], title: string): string {
  const write = title === 'step' ? formatInteger : formatValue
  return `${title === 'step' ? 'steps' : title} ${write(from)} to ${write(to)}`
}
