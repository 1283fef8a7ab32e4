import { formatFixed, formatInteger, formatPercent, formatScientific, formatSigned, formatValue } from '../../../../figures/formats.ts'
import type { EventId } from '../../../../shared/schema/run.ts'
import type { Spread } from '../../../../shared/runs/statistics.ts'
import { shortestEnds } from '../../../../shared/runs/key-names.ts'
import { duration } from '../../../theme/words.ts'
import type { Column, OwnColumn } from './column.ts'

export const eventNames: Readonly<Record<EventId, string>> = { train_acc_99: 'train 99 %', train_acc_100: 'train 100 %', test_acc_50: 'test 50 %', test_acc_95: 'test 95 %', test_acc_99: 'test 99 %' }

const ownNames: Readonly<Record<OwnColumn, string>> = {
  name: 'Run', status: 'status', tags: 'tags', note: 'note', project: 'project', preset: 'experiment', executor: 'executor', step: 'last step',
  duration: 'duration', delay: 'delay', sketch: 'test accuracy', strip: 'delay', created: 'created',
}

/** `weight_decay` of `optimiser.weight_decay` where no other column ends so. */
export function keyNames(columns: readonly Column[]): ReadonlyMap<string, string> {
  const paths = columns.flatMap((column) => (column.kind === 'config' ? [column.path] : []))
  return new Map(shortestEnds(paths).map((end, i) => [paths[i] ?? end, end]))
}

export function seriesName(series: string): string {
  return series.replaceAll('_', ' ')
}

/** The head of a column. */
export function columnName(column: Column, keys: ReadonlyMap<string, string> = new Map()): string {
  switch (column.kind) {
    case 'own':
      return ownNames[column.own]
    case 'varying':
      return 'keys that vary'
    case 'config':
      return keys.get(column.path) ?? column.path
    case 'event':
      return eventNames[column.event]
    case 'series': {
      const { reducer } = column
      const name = seriesName(column.series)
      switch (reducer.kind) {
        case 'at_step':
          return `${name} at ${formatInteger(reducer.step)}`
        case 'at_event':
          return `${name} at ${eventNames[reducer.event]}`
        case 'crossing':
          return `${name} ${reducer.direction === 'rising' ? '≥' : '≤'} ${reducer.threshold}`
        default:
          return `${reducer.kind} ${name}`
      }
    }
    case 'delta':
      return `Δ ${columnName(column.of, keys)}`
    default:
      return column satisfies never
  }
}

/** How a number of this column is written. */
export function formatCell(column: Column, value: number): string {
  switch (column.kind) {
    case 'own':
      return column.own === 'duration' ? duration(value) : formatInteger(value)
    case 'event':
      return formatInteger(value)
    case 'series':
      return isStep(column) ? formatInteger(value) : isShare(column.series) ? formatPercent(value) : formatValue(value)
    case 'config':
      return formatKey(value)
    case 'delta':
      return formatDelta(column.of, value)
    case 'varying':
      return ''
    default:
      return column satisfies never
  }
}

const isShare = (series: string): boolean => series.endsWith('accuracy')
/** The column says at which step something happened. */
const isStep = (column: Column): boolean => column.kind === 'event' || (column.kind === 'series' && column.reducer.kind === 'crossing')

/** A setting as it was given: 0.01 stays 0.01. */
function formatKey(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return formatInteger(value)
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 ? String(value).replace('-', '\u2212') : formatScientific(value, Math.max(0, (value.toExponential().split('e')[0]?.replace(/[-.]/g, '').length ?? 1) - 1))
}

function formatDelta(of: Column, value: number): string {
  if (of.kind === 'series' && !isStep(of)) return isShare(of.series) ? `${formatSigned(value * 100, 1)} %` : value > 0 ? `+${formatValue(value)}` : formatValue(value)
  if (of.kind === 'own' && of.own === 'duration') return `${formatSigned(value, 1)} s`
  return Number.isInteger(value) ? formatSigned(value) : value > 0 ? `+${formatKey(value)}` : formatKey(value)
}

/** `1 310 ± 170`: mean and sample standard deviation; with n where some runs have no value. */
export function formatSpread(column: Column, { mean, deviation, n, missing }: Spread): string {
  const some = missing > 0 ? ` (${n} of ${n + missing})` : ''
  if (deviation === null) return formatCell(column, mean) + some
  const measured = column.kind === 'delta' ? column.of : column
  if (measured.kind === 'series' && !isStep(measured)) return formatTogether(column, mean, deviation) + some
  if (column.kind === 'own' && column.own === 'duration') return `${duration(mean)} ± ${duration(deviation)}${some}`
  if (column.kind === 'config') return `${formatKey(rounded(mean))} ± ${formatKey(rounded(deviation))}${some}`
  return `${formatCell(column, Math.round(mean))} ± ${formatInteger(deviation)}${some}`
}

const rounded = (value: number): number => Number(value.toPrecision(3))

/** Mean and deviation on one power of ten, so that they can be compared at sight: (2.1 ± 0.4)·10⁻³. */
function formatTogether(column: Column, mean: number, deviation: number): string {
  const series = column.kind === 'series' ? column.series : column.kind === 'delta' && column.of.kind === 'series' ? column.of.series : ''
  if (isShare(series)) return `${formatFixed(mean * 100, 1)} ± ${formatFixed(deviation * 100, 1)} %`
  const size = Math.max(Math.abs(mean), deviation)
  if (size >= 0.01 && size < 1e5) {
    const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3
    return `${formatFixed(mean, decimals)} ± ${formatFixed(deviation, decimals)}`
  }
  if (size === 0) return '0 ± 0'
  const exponent = Math.floor(Math.log10(size))
  const power = formatScientific(10 ** exponent, 0).replace(/^1·/, '')
  return `(${formatFixed(mean / 10 ** exponent, 2)} ± ${formatFixed(deviation / 10 ** exponent, 2)})·${power}`
}
