import { formatMeasured, formatPercent, formatValue } from '../../../figures/formats.ts'
import type { Curves } from '../../../shared/schema/run.ts'
import { nearestIndex } from '../../charts/logged-steps.ts'

export interface ReadoutRow {
  readonly series: string
  readonly name: string
  /** A CSS colour of the dot beside the name. */
  readonly colour: string
  readonly write: (value: number) => string
}

export const readoutRows: readonly ReadoutRow[] = [
  { series: 'train_accuracy', name: 'train accuracy', colour: 'var(--train)', write: (v) => formatPercent(v) },
  { series: 'test_accuracy', name: 'test accuracy', colour: 'var(--test)', write: (v) => formatPercent(v) },
  { series: 'train_loss', name: 'train loss', colour: 'var(--train)', write: formatValue },
  { series: 'test_loss', name: 'test loss', colour: 'var(--test)', write: formatValue },
  { series: 'weight_norm', name: 'weight norm', colour: 'var(--text)', write: (v) => formatMeasured(v, 1) },
]

/** The stored value nearest to a step; never one between two stored ones. Empty where there is none. */
export function storedValue(curves: Curves, row: ReadoutRow, step: number | null): string {
  const series = curves[row.series]
  const value = series && step !== null ? series.values[nearestIndex(series.steps, step)] : undefined
  return value === undefined ? '' : row.write(value)
}
