import { seriesTitle } from '../../figures/x-choices.ts'
import { clockSeries } from '../../shared/runs/clock.ts'
import type { Curves } from '../../shared/schema/run.ts'

/** One small chart under the curves. */
export interface RowMeasure {
  readonly series: string
  readonly title: string
  readonly subtitle: string
  /** Fixed limits; null takes round ones of the data. */
  readonly limits: readonly [number, number] | null
  /** Decimals of the value; null takes as many as its size needs. */
  readonly decimals: number | null
}

const mostShown = 4

/** What is looked at first where a run has it. */
const first: readonly RowMeasure[] = [
  { series: 'weight_norm', title: 'Weight norm', subtitle: '‖w‖₂', limits: null, decimals: 1 },
  { series: 'frequency_share', title: 'Frequency share', subtitle: 'max, mean over neurons', limits: [0, 1], decimals: 2 },
  { series: 'gini', title: 'Gini of Fourier power', subtitle: 'W₁', limits: [0, 1], decimals: 2 },
  { series: 'ipr', title: 'Participation ratio', subtitle: 'IPR, W₁', limits: [0, 0.5], decimals: 3 },
]
/** These have charts of their own, and a clock is for the x axis. */
const drawnElsewhere: ReadonlySet<string> = new Set(['train_loss', 'test_loss', 'train_accuracy', 'test_accuracy', clockSeries])

/**
 * Which measures stand under the curves of a run: of those looked at first the ones that it logs, then others that it logs, those of
 * the whole network before those of one parameter. Before its points are read the first ones, so that axes are there at once.
 */
export function rowMeasures(curves: Curves): readonly RowMeasure[] {
  const logged = Object.keys(curves).filter((name) => curves[name]?.values.some(Number.isFinite))
  if (logged.length === 0) return first
  const others = logged.filter((name) => !drawnElsewhere.has(name) && !first.some(({ series }) => series === name))
  const ordered = [...others.filter((name) => !name.includes('.')), ...others.filter((name) => name.includes('.'))]
  return [...first.filter(({ series }) => logged.includes(series)), ...ordered.map((name) => plain(name, curves[name]?.values ?? []))].slice(0, mostShown)
}

/** What counts something has no decimals. */
function plain(series: string, values: ArrayLike<number>): RowMeasure {
  const isCount = Array.from(values).every((value) => Number.isInteger(value) || !Number.isFinite(value))
  const title = seriesTitle(series)
  return { series, title: title.charAt(0).toUpperCase() + title.slice(1), subtitle: '', limits: null, decimals: isCount ? 0 : null }
}
