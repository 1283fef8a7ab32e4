import { decadeDomain, linearScale, logScale, niceDomain } from '../../../figures/axes.ts'
import type { Scale, Tick } from '../../../figures/scene.ts'
import { decadeTicks, valueTicks } from '../../../figures/ticks.ts'
import type { TheoryAnswer, TheoryCurve } from '../../../shared/schema/theory.ts'

/** Curves that share both axes. */
export interface TheoryChart {
  readonly title: string
  readonly over: string
  readonly scale: 'linear' | 'log'
  readonly curves: readonly TheoryCurve[]
}

/** One chart for each pair of axes, in the order of the curves. */
export function theoryCharts(curves: TheoryAnswer['curves']): readonly TheoryChart[] {
  const groups = Map.groupBy(Object.values(curves), ({ over, unit, scale }) => `${unit} over ${over}, ${scale}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ title: first.unit, over: first.over, scale: first.scale, curves: group }]
  })
}

/** Training is blue and testing vermillion in every chart of the lab; other curves have the colours of runs. */
export const roleOf = ({ label }: Pick<TheoryCurve, 'label'>): 'train' | 'test' | null => (label.startsWith('train ') ? 'train' : label.startsWith('test ') ? 'test' : null)

export interface TheoryAxes {
  readonly x: Scale
  readonly y: Scale
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
}

type Range = readonly [number, number]

/** Values from this many decades on are read on a log axis. */
const manyDecades = 3

/** Axes that hold every finite point. y is a log axis where all values are above 0 and lie decades apart; shares keep 0 to 1. */
export function theoryAxes({ title, scale, curves }: TheoryChart, xRange: Range, yRange: Range): TheoryAxes {
  const xs = extent(curves.flatMap(({ x }) => [...x]).filter((x) => scale === 'linear' || x > 0))
  const values = curves.flatMap(({ y }) => [...y])
  const ys = extent(values)
  const isLog = !isShare(title, ys) && ys[0] > 0 && ys[1] / ys[0] > 10 ** manyDecades
  const x = scale === 'log' ? logScale(xs[0] > 0 && xs[1] > xs[0] ? xs : [1, 10], xRange) : linearScale(xs[1] > xs[0] ? xs : niceDomain(...xs), xRange)
  const y = isLog ? logScale(decadeDomain(...ys), yRange) : linearScale(isShare(title, ys) ? [0, 1] : niceDomain(...ys), yRange)
  return {
    x,
    y,
    xTicks: scale === 'log' ? decadeTicks(x, 40) : valueTicks(x, false, 70),
    yTicks: isLog ? decadeTicks(y) : valueTicks(y, false),
  }
}

const isShare = (title: string, [low, high]: Range): boolean => title.startsWith('share') && low >= 0 && high <= 1

/** Least and largest finite value; 0 to 1 without any. */
function extent(values: readonly number[]): Range {
  const finite = values.filter(Number.isFinite)
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity)
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity)
  return finite.length === 0 ? [0, 1] : [low, high]
}
