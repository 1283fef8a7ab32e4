import { formatFixed, formatInteger, formatSigned, formatValue } from '../../../figures/formats.ts'
import { spreadOf } from '../../../shared/runs/statistics.ts'
import type { EventId, RunId, RunSummary } from '../../../shared/schema/run.ts'
import { changedElements, leafText, leavesText, sameLeaf, type KeyRow, type Leaf } from './config-diff.ts'

/** One column: a run, the runs of a group, or all of them. */
export interface DiffColumn {
  readonly key: string
  readonly name: string
  /** Places of its runs. */
  readonly members: readonly number[]
  /** The run where it is one. */
  readonly run: RunSummary | null
  readonly isBaseline: boolean
}

export interface DiffCell {
  readonly text: string
  /** For a file: numbers with all their digits, without marks. */
  readonly raw: string
  /** `better` and `worse` by the direction of the measure; a hue never says it. */
  readonly tone: 'plain' | 'none' | 'better' | 'worse'
  /** What the tone means, e.g. "245 steps later than the baseline". */
  readonly note: string
  /** Elements of a list that differ from the baseline's, to be marked. */
  readonly elements: readonly { readonly text: string; readonly isChanged: boolean }[] | null
}

export interface DiffRow {
  readonly key: string
  readonly label: string
  readonly kind: 'key' | 'outcome' | 'fact'
  readonly varies: boolean
  /** Computed when it is drawn: fifty runs of two hundred keys are ten thousand cells. */
  cell(column: number): DiffCell
}

export interface DiffTable {
  readonly columns: readonly DiffColumn[]
  readonly rows: readonly DiffRow[]
}

export interface DiffOrder {
  readonly runs: readonly RunSummary[]
  readonly columns: readonly DiffColumn[]
  readonly keys: readonly KeyRow[]
  readonly baseline: RunId | null
  /** Outcomes as they are, or less the baseline's. */
  readonly shows: 'values' | 'deltas'
}

interface Outcome {
  readonly key: string
  readonly label: string
  readonly lowerIsBetter: boolean
  readonly unit: 'step' | 'value'
  of(run: RunSummary): number | null
}

const crossing = (id: EventId, label: string): Outcome => ({ key: id, label, lowerIsBetter: true, unit: 'step', of: (run) => run.events[id] })

/** What came of the runs, each with the direction in which it is better. */
export const outcomes: readonly Outcome[] = [
  crossing('train_acc_99', 'train ≥ 99 %'),
  crossing('test_acc_50', 'test ≥ 50 %'),
  crossing('test_acc_95', 'test ≥ 95 %'),
  crossing('test_acc_99', 'test ≥ 99 %'),
  { key: 'test_loss', label: 'last test loss', lowerIsBetter: true, unit: 'value', of: (run) => run.final?.test_loss ?? null },
  { key: 'test_accuracy', label: 'last test accuracy', lowerIsBetter: false, unit: 'value', of: (run) => run.final?.test_accuracy ?? null },
]

const empty: DiffCell = { text: '–', raw: '', tone: 'none', note: '', elements: null }
const plain = (text: string, raw = text): DiffCell => ({ text, raw, tone: 'plain', note: '', elements: null })

export function diffTable(order: DiffOrder): DiffTable {
  const { runs, columns, keys, baseline } = order
  const base = runs.findIndex(({ id }) => id === baseline)
  const rows: DiffRow[] = keys.map((row) => ({ key: row.key, label: row.key, kind: 'key', varies: row.varies, cell: (i) => keyCell(row, columns[i], base, order.shows) }))
  for (const outcome of outcomes) {
    const values = runs.map((run) => outcome.of(run))
    const at = (i: number): DiffCell => outcomeCell(outcome, values, columns[i], base, order.shows === 'deltas')
    rows.push({ key: outcome.key, label: outcome.label, kind: 'outcome', varies: values.some((value) => value !== values[0]), cell: at })
    if (outcome.key === 'test_acc_99' && order.shows === 'values' && base >= 0 && columns.length > 1) {
      rows.push({ key: 'against', label: 'against baseline', kind: 'outcome', varies: true, cell: (i) => (columns[i]?.isBaseline ? empty : outcomeCell(outcome, values, columns[i], base, true)) })
    }
  }
  const executors = runs.map((run) => run.executor ?? undefined)
  rows.push({ key: 'executor', label: 'executor', kind: 'fact', varies: new Set(executors).size > 1, cell: (i) => plain(leavesText((columns[i]?.members ?? []).map((m) => executors[m]))) })
  return { columns, rows }
}

function keyCell({ key, values }: KeyRow, column: DiffColumn | undefined, base: number, shows: DiffOrder['shows']): DiffCell {
  if (!column) return empty
  const [first = 0, ...others] = column.members
  if (others.length > 0) return plain(leavesText(column.members.map((member) => values[member])))
  const value = values[first]
  if (value === undefined) return { ...empty, note: `this run has no ${key}` }
  const reference = base < 0 ? undefined : values[base]
  const isOther = base >= 0 && first !== base && !sameLeaf(value, reference)
  if (Array.isArray(value) && Array.isArray(reference) && isOther) {
    const changed = new Set(changedElements(value, reference))
    return { ...plain(leafText(value)), elements: value.map((item: Leaf, i) => ({ text: leafText(item), isChanged: changed.has(i) })) }
  }
  if (shows === 'deltas' && isOther && typeof value === 'number' && typeof reference === 'number' && !/seed$/.test(key)) {
    return { ...plain(changeText(value, reference), String(value - reference)), note: `${leafText(value)}, the baseline has ${leafText(reference)}` }
  }
  return plain(leafText(value), Array.isArray(value) || typeof value === 'object' ? leafText(value) : String(value))
}

/** ×3 where both are positive, else +0.5. */
function changeText(value: number, reference: number): string {
  if (value > 0 && reference > 0) {
    const ratio = value / reference
    return `×${ratio >= 0.01 && ratio < 1e5 ? String(Number(ratio.toPrecision(3))) : ratio.toExponential(1)}`
  }
  return formatSigned(value - reference, decimalsOf(value - reference))
}

function decimalsOf(value: number): number {
  return Number.isInteger(value) ? 0 : Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))))
}

function outcomeCell(outcome: Outcome, values: readonly (number | null)[], column: DiffColumn | undefined, base: number, isDelta: boolean): DiffCell {
  if (!column) return empty
  const own = column.members.map((member) => values[member] ?? null)
  const spread = spreadOf(own)
  const absent = outcome.unit === 'step' ? 'not reached' : '–'
  if (spread === null) return { ...empty, text: absent }
  const isGroup = column.members.length > 1
  const reference = values[base] ?? null
  if (isDelta && reference === null && base >= 0 && !column.isBaseline) return { ...empty, note: 'the baseline has no value to be compared with' }
  if (!isDelta || reference === null || column.isBaseline) {
    if (!isGroup) return plain(written(outcome, spread.mean), String(spread.mean))
    const size = outcome.unit === 'step' ? formatInteger(spread.deviation ?? 0) : formatValue(spread.deviation ?? 0)
    const n = spread.missing > 0 ? ` (${spread.n} of ${column.members.length})` : ` (${spread.n})`
    return { ...plain(spread.deviation === null ? `${written(outcome, spread.mean)}${n}` : `${written(outcome, spread.mean)} ± ${size}${n}`, String(spread.mean)), note: `mean ± SD, n = ${spread.n}${spread.missing > 0 ? `, ${spread.missing} not reached` : ', none censored'}` }
  }
  const delta = spread.mean - reference
  const isBetter = outcome.lowerIsBetter ? delta < 0 : delta > 0
  const word = outcome.unit === 'step' ? (delta < 0 ? 'earlier' : 'later') : delta < 0 ? 'lower' : 'higher'
  const text = outcome.unit === 'step' ? formatSigned(delta) : isShare(outcome) ? `${formatSigned(delta * 100, 2)} pp` : `${delta > 0 ? '+' : ''}${formatValue(delta)}`
  const n = isGroup ? ` (${spread.n})` : ''
  if (delta === 0) return { ...plain(`0${n}`, '0'), note: 'as the baseline' }
  return { text: `${text}${n}`, raw: String(delta), tone: isBetter ? 'better' : 'worse', note: `${word} than the baseline, ${isBetter ? 'better' : 'worse'}${isGroup ? `; of the mean of ${spread.n}` : ''}`, elements: null }
}

function written(outcome: Outcome, value: number): string {
  if (outcome.unit === 'step') return formatInteger(value)
  return isShare(outcome) ? `${formatFixed(value * 100, 2)} %` : formatValue(value)
}

/** Shares are written in per cent, and their differences in percentage points. */
function isShare({ key }: Outcome): boolean {
  return key.endsWith('accuracy')
}
