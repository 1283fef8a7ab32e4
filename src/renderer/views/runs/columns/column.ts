import { EventId } from '../../../../shared/schema/run.ts'
import type { Reducer } from '../../../../shared/schema/table.ts'

/** Columns that are not read off a configuration, an event or a series. */
export const ownColumns = ['name', 'status', 'tags', 'note', 'project', 'preset', 'executor', 'step', 'duration', 'delay', 'sketch', 'strip', 'created'] as const
export type OwnColumn = (typeof ownColumns)[number]

/** What stands in a column of the runs table. */
export type Column =
  | { readonly kind: 'own'; readonly own: OwnColumn }
  /** Stands for the keys that vary among the runs shown. */
  | { readonly kind: 'varying' }
  | { readonly kind: 'config'; readonly path: string }
  | { readonly kind: 'event'; readonly event: EventId }
  /** One stored value of a series; of a crossing, the step of it. */
  | { readonly kind: 'series'; readonly series: string; readonly reducer: Reducer }
  /** The value less that of the baseline. */
  | { readonly kind: 'delta'; readonly of: NumberColumn }

export type NumberColumn = Extract<Column, { kind: 'config' | 'event' | 'series' }> | { readonly kind: 'own'; readonly own: 'step' | 'duration' | 'delay' }

/** `event:test_acc_99`, `series:test_loss:min`, `series:weight_norm:at:1000`, `delta:event:test_acc_99`: as views are stored. */
export function writeColumn(column: Column): string {
  switch (column.kind) {
    case 'own':
      return column.own
    case 'varying':
      return 'varying'
    case 'config':
      return `config:${column.path}`
    case 'event':
      return `event:${column.event}`
    case 'series':
      return `series:${column.series}:${writeReducer(column.reducer)}`
    case 'delta':
      return `delta:${writeColumn(column.of)}`
    default:
      return column satisfies never
  }
}

function writeReducer(reducer: Reducer): string {
  switch (reducer.kind) {
    case 'at_step':
      return `at:${reducer.step}`
    case 'at_event':
      return `at:${reducer.event}`
    case 'crossing':
      return `${reducer.direction}:${reducer.threshold}`
    default:
      return reducer.kind
  }
}

/** Null for what no lab has written. */
export function readColumn(text: string): Column | null {
  if (text === 'varying') return { kind: 'varying' }
  const own = ownColumns.find((name) => name === text)
  if (own) return { kind: 'own', own }
  const [kind, ...rest] = text.split(':')
  const body = rest.join(':')
  switch (kind) {
    case 'config':
      return body === '' ? null : { kind, path: body }
    case 'event': {
      const event = EventId.safeParse(body)
      return event.success ? { kind, event: event.data } : null
    }
    case 'series':
      return readSeries(rest)
    case 'delta': {
      const of = readColumn(body)
      return of !== null && isNumberColumn(of) ? { kind, of } : null
    }
    default:
      return null
  }
}

function readSeries(parts: readonly string[]): Column | null {
  const [word = '', last = ''] = parts.slice(-2)
  const plain = (['first', 'last', 'min', 'max'] as const).find((kind) => kind === last)
  const reducer = plain ? { kind: plain } : readPlace(word, last)
  const series = parts.slice(0, plain ? -1 : -2).join(':')
  return series === '' || reducer === null ? null : { kind: 'series', series, reducer }
}

function readPlace(word: string, place: string): Reducer | null {
  if (word === 'at') {
    const event = EventId.safeParse(place)
    if (event.success) return { kind: 'at_event', event: event.data }
    return /^\d{1,8}$/.test(place) ? { kind: 'at_step', step: Number(place) } : null
  }
  const threshold = place === '' ? NaN : Number(place)
  return (word === 'rising' || word === 'falling') && Number.isFinite(threshold) ? { kind: 'crossing', threshold, direction: word } : null
}

export function isNumberColumn(column: Column): column is NumberColumn {
  if (column.kind === 'own') return column.own === 'step' || column.own === 'duration' || column.own === 'delay'
  return column.kind === 'config' || column.kind === 'event' || column.kind === 'series'
}
