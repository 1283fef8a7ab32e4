import type { Curves, SeriesData } from '../../shared/schema/run.ts'
import { firstStepAtLeast } from './events.ts'

/** When the tests will be right, as far as can be told: a step, the range around it, and how both were found. */
export interface Forecast {
  readonly step: number
  readonly low: number
  readonly high: number
  readonly method: string
}

/** Why nothing can be told yet. */
export interface NoForecast {
  readonly reason: string
}

export interface ForecastInput {
  readonly curves: Curves
  /** Steps of 99 % of the tests over the checked seeds, where the run is one of an experiment that has them. */
  readonly expected: readonly [low: number, high: number] | null
  /** By the law of decay; null where that does not hold. */
  readonly byDecay: number | null
}

/** Accuracies at which training counts as learnt by heart, and the tests as right. */
const right = 0.99
/** The test loss has to have fallen by this share of its peak before its way down is taken for one. */
const leastFall = 0.3
/** Where the tests are right, the test loss is about this share of its peak. */
const endOfLoss = 0.02
/** Of the step at which the line ends. The recorded runs came right between these multiples of it: 6 of 15 half way (in the logarithm of steps), 20 of 29 at 65 %, 29 of 32 from 80 % on. */
const trendRange = [0.75, 1.75] as const
/** The same for the law of decay, against the sweeps that it was found in. */
const decayRange = [0.6, 1.6] as const

/**
 * A forecast of the step at which test accuracy reaches 99 %. In this order: the checked seeds of the same experiment, while the run
 * is not later than the last of them; the trend of the test loss, once it falls: a straight line through the points of the later half
 * of its steps after the peak, to where the loss is 2 % of the peak; the law of decay. Null where the tests are right already.
 *
 * How good it is: see the test, which holds it against the recorded curves of all experiments.
 */
export function forecast({ curves, expected, byDecay }: ForecastInput): Forecast | NoForecast | null {
  const train = curves['train_accuracy']
  const now = train?.steps.at(-1)
  if (now === undefined) return { reason: 'Nothing is logged yet.' }
  const learnt = firstStepAtLeast(train, right)
  const tests = curves['test_accuracy']
  if (learnt !== null && (tests?.values.at(-1) ?? 0) >= right) return null

  if (expected !== null && now < expected[1]) {
    const [low, high] = expected
    return { step: Math.max(now, Math.round(Math.sqrt(low * high))), low: Math.max(now, low), high, method: 'The range of the checked seeds of this experiment.' }
  }
  const trend = learnt === null ? null : stepByTrend(curves['test_loss'], learnt)
  if (trend !== null && trend > now) return around(trend, trendRange, now, 'A straight line through the test loss since its peak, to 2 % of that. Late on the plateau nine of ten recorded runs were inside the range; half way, less than half.')
  if (byDecay !== null && now < byDecay * decayRange[1]) return around(byDecay, decayRange, now, 'The step goes as 1/(learning rate × weight decay), as measured on the reference run.')
  if (learnt === null) return { reason: 'Training is not right yet, and nothing is known of such runs.' }
  return { reason: trend === null ? 'The test loss does not fall yet.' : 'The test loss falls, but its line has ended and the tests are not right.' }
}

function around(step: number, [low, high]: readonly [number, number], now: number, method: string): Forecast {
  return { step: Math.max(now, Math.round(step)), low: Math.max(now, Math.round(step * low)), high: Math.round(step * high), method }
}

/** Where the line through the way down of a loss reaches its end; null while there is no such way. */
function stepByTrend(loss: SeriesData | undefined, from: number): number | null {
  if (loss === undefined) return null
  const points = Array.from(loss.steps, (step, i) => [step, loss.values[i] ?? NaN] as const).filter(([step, value]) => step >= from && Number.isFinite(value))
  const last = points.at(-1)
  if (last === undefined) return null
  const peak = points.reduce((best, point) => (point[1] > best[1] ? point : best))
  if (last[1] > (1 - leastFall) * peak[1]) return null
  const line = lineThrough(points.filter(([step]) => step >= Math.max(peak[0], last[0] / 2)))
  return line === null || line.slope >= 0 ? null : (endOfLoss * peak[1] - line.at0) / line.slope
}

/** Least squares y = at0 + slope·x; null for fewer than five points. */
function lineThrough(points: readonly (readonly [number, number])[]): { readonly slope: number; readonly at0: number } | null {
  if (points.length < 5) return null
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const sxx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  const slope = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / sxx
  return { slope, at0: my - slope * mx }
}
