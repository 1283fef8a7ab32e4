import { formatInteger } from '../../../../figures/formats.ts'
import type { QueriedRun } from '../../../../shared/query/facts.ts'
import { statusLooks } from '../../../components/run-status.ts'
import { moment } from '../../../theme/words.ts'
import { cellValue, groupValue, reducedOf, type CellSource } from './cell-value.ts'
import { formatCell, formatSpread } from './column-words.ts'
import type { Column } from './column.ts'

/** What a cell says of one run: `…` while the lab is being asked, a dash where there is nothing. */
export function runText(column: Column, queried: QueriedRun, source: CellSource, titleOf: (preset: string) => string): string {
  const { run } = queried
  if (column.kind === 'own' && column.own === 'status') return statusLooks[run.state.status].word
  if (column.kind === 'own' && column.own === 'created') return moment(run.createdAt)
  if (column.kind === 'own' && column.own === 'preset') return run.preset === null ? '–' : titleOf(run.preset)
  if (column.kind === 'own' && column.own === 'tags') return run.tags.join(', ')
  const value = cellValue(column, queried, source)
  if (value !== null) return typeof value === 'number' ? formatCell(column, value) : value
  return column.kind === 'series' && reducedOf(column.series, column.reducer, queried, source) === undefined ? '…' : '–'
}

/**
 * What a cell says of several runs: mean ± sample standard deviation, or what all of them share.
 *
 * @param isSlim in little room the mean alone stands there, but for events
 */
export function groupText(column: Column, runs: readonly QueriedRun[], source: CellSource, isSlim: boolean): string {
  if (column.kind === 'own') {
    if (column.own === 'status') return statusesOf(runs)
    if (column.own === 'created' || column.own === 'note') return ''
  }
  const found = groupValue(column, runs, source)
  if (found === null) return '–'
  if (found.kind === 'several') return `${found.count} values`
  if (found.kind === 'same') return found.number === undefined ? found.text : formatCell(column, found.number)
  return isSlim && column.kind !== 'event' ? formatCell(column, found.spread.mean) : formatSpread(column, found.spread)
}

function statusesOf(runs: readonly QueriedRun[]): string {
  const all = runs.map(({ run }) => run.state.status)
  return [...new Set(all)].map((status) => (all.every((other) => other === status) ? status : `${formatInteger(all.filter((other) => other === status).length)} ${status}`)).join(', ')
}
