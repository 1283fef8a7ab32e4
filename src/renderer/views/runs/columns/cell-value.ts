import type { RunId } from '../../../../shared/schema/run.ts'
import type { QueriedRun } from '../../../../shared/query/facts.ts'
import { configLeaves } from '../../../../shared/runs/config-leaves.ts'
import { leafText } from '../../../../shared/runs/differing-names.ts'
import { spreadOf, type Spread } from '../../../../shared/runs/statistics.ts'
import type { Reducer } from '../../../../shared/schema/table.ts'
import type { Column, OwnColumn } from './column.ts'
import { stepOf } from '../../../components/run-status.ts'
import type { Reduced } from '../../../stores/reductions.ts'

/** What the values of a table are read from, beside the runs themselves. */
export interface CellSource {
  /** Undefined until the lab has answered. */
  reduced(run: RunId, series: string, reducer: Reducer): Reduced | null | undefined
  readonly baseline: QueriedRun | null
}

/** What stands in a cell, as it is sorted and averaged; null where the run has nothing there. */
export function cellValue(column: Column, queried: QueriedRun, source: CellSource): number | string | null {
  const { run } = queried
  switch (column.kind) {
    case 'own':
      return ownValue(column.own, queried)
    case 'varying':
      return null
    case 'config': {
      const leaf = configLeaves(run.config).get(column.path)
      return leaf === undefined ? null : typeof leaf === 'number' ? leaf : leafText(leaf)
    }
    case 'event':
      return run.events[column.event]
    case 'series': {
      const found = reducedOf(column.series, column.reducer, queried, source)
      return found ? (column.reducer.kind === 'crossing' ? found.step : found.value) : null
    }
    case 'delta': {
      const base = source.baseline && cellValue(column.of, source.baseline, source)
      const value = cellValue(column.of, queried, source)
      return typeof base === 'number' && typeof value === 'number' && source.baseline?.run.id !== run.id ? value - base : null
    }
    default:
      return column satisfies never
  }
}

/** The last losses and accuracies travel with the list of runs; everything else is asked for. */
export function reducedOf(series: string, reducer: Reducer, { run }: QueriedRun, source: CellSource): Reduced | null | undefined {
  const known = run.final as Readonly<Record<string, number>> | null
  const last = reducer.kind === 'last' ? known?.[series] : undefined
  return known && last !== undefined ? { step: run.final?.step ?? 0, value: last } : source.reduced(run.id, series, reducer)
}

function ownValue(own: OwnColumn, { run, project }: QueriedRun): number | string | null {
  switch (own) {
    case 'name':
      return run.name
    case 'status':
      return run.state.status
    case 'tags':
      return run.tags.length === 0 ? null : run.tags.join(', ')
    case 'note':
      return run.note === '' ? null : run.note
    case 'project':
      return project
    case 'preset':
      return run.preset
    case 'executor':
      return run.executor
    case 'step':
      return stepOf(run.state)
    case 'duration':
      return run.seconds
    case 'delay':
    case 'strip':
      return run.events.train_acc_99 === null || run.events.test_acc_99 === null ? null : run.events.test_acc_99 - run.events.train_acc_99
    case 'sketch':
      return run.final?.test_accuracy ?? null
    case 'created':
      return run.createdAt
    default:
      return own satisfies never
  }
}

/** What stands in the row of several runs: the spread of their numbers, or the one word they share. */
export type GroupValue = { readonly kind: 'spread'; readonly spread: Spread } | { readonly kind: 'same'; readonly text: string; readonly number?: number } | { readonly kind: 'several'; readonly count: number } | null

export function groupValue(column: Column, runs: readonly QueriedRun[], source: CellSource): GroupValue {
  const values = runs.map((run) => cellValue(column, run, source))
  const [first] = values
  // A setting is what it is; there is no spread in what was not drawn.
  if (column.kind === 'config' && typeof first === 'number' && values.every((value) => value === first)) return { kind: 'same', text: String(first), number: first }
  if (values.some((value) => typeof value === 'number')) {
    const spread = spreadOf(values.map((value) => (typeof value === 'number' ? value : null)))
    return spread && { kind: 'spread', spread }
  }
  const words = new Set(values.filter((value) => value !== null))
  if (words.size === 0) return null
  const [only] = words
  return words.size === 1 ? { kind: 'same', text: String(only) } : { kind: 'several', count: words.size }
}

/** What a row of several runs is sorted by. */
export function groupOrder(value: GroupValue): number | string | null {
  if (value === null || value.kind === 'several') return null
  return value.kind === 'spread' ? value.spread.mean : (value.number ?? value.text)
}
