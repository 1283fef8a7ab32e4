import type { QueriedRun } from '../../../../shared/query/facts.ts'
import { configShape } from '../../../../shared/runs/config-leaves.ts'
import { eventIds } from '../../../../shared/schema/run.ts'
import { isNumberColumn, ownColumns, writeColumn, type Column } from './column.ts'
import { columnName } from './column-words.ts'

export interface ChoiceGroup {
  readonly title: string
  readonly choices: readonly { readonly id: string; readonly name: string; readonly column: Column }[]
  /** How many more there are; typing narrows them. */
  readonly more: number
}

/** Of one group at most so many are listed. */
const mostShown = 24

/**
 * Every column that these runs can have, in groups, as far as the words of the search go. A number in the search offers series at
 * that step: "test loss 1000".
 */
export function columnChoices(runs: readonly QueriedRun[], series: readonly string[], chosen: readonly Column[], search: string): readonly ChoiceGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const step = words.map((word) => word.replace(/[\s\u202f]/g, '')).find((word) => /^\d{1,9}$/.test(word))
  const kept = words.filter((word) => word !== step || !/\d/.test(word))
  const group = (title: string, columns: readonly Column[], wanted = kept): ChoiceGroup => {
    const found = columns
      .map((column) => ({ id: writeColumn(column), name: column.kind === 'config' ? column.path : columnName(column), column }))
      .filter(({ id, name }) => wanted.every((word) => `${name} ${id}`.toLowerCase().includes(word)))
    return { title, choices: found.slice(0, mostShown), more: Math.max(0, found.length - mostShown) }
  }
  const paths = [...new Set([...new Set(runs.map(({ run }) => configShape(run.config)))].flatMap((shape) => shape.paths))]
  const ofSeries = (reducer: Extract<Column, { kind: 'series' }>['reducer']): Column[] => series.map((name) => ({ kind: 'series', series: name, reducer }))
  const numbers = [...eventIds.map((event): Column => ({ kind: 'event', event })), ...chosen].filter(isNumberColumn).filter((column) => column.kind !== 'config')
  const unique = [...new Map(numbers.map((column) => [writeColumn(column), column])).values()]
  return [
    group('Run', [...ownColumns.filter((own) => own !== 'name').map((own): Column => ({ kind: 'own', own })), { kind: 'varying' }]),
    group('Events', eventIds.map((event) => ({ kind: 'event', event }))),
    ...(step === undefined ? [] : [group(`At step ${step}`, ofSeries({ kind: 'at_step', step: Number(step) }))]),
    group('Series', [
      ...(['last', 'min', 'max'] as const).flatMap((kind) => ofSeries({ kind })),
      ...eventIds.flatMap((event) => ofSeries({ kind: 'at_event', event })),
    ]),
    group('Difference to the baseline', unique.map((of): Column => ({ kind: 'delta', of }))),
    group('Configuration', paths.map((path) => ({ kind: 'config', path })), words),
  ].filter(({ choices }) => choices.length > 0)
}
