import { logScale, stepScale } from '../../../figures/axes.ts'
import { formatInteger } from '../../../figures/formats.ts'
import type { CellPicture } from '../../../figures/plots/table-pictures.ts'
import type { TableWords } from '../../../figures/plots/table-plot.ts'
import { spreadOf } from '../../../shared/runs/statistics.ts'
import type { EventId, RunSummary, SeriesData } from '../../../shared/schema/run.ts'
import type { TableTexts } from '../../tables/copy-items.ts'
import { groupText, runText } from './columns/cell-text.ts'
import { cellValue, groupValue, type CellSource } from './columns/cell-value.ts'
import { columnName } from './columns/column-words.ts'
import { runsOf, type RunNode } from './columns/row-tree.ts'
import type { ShownColumn } from './columns/use-columns.ts'
import { groupName, nameBeside } from './row-names.ts'
import type { TableRow } from './use-table-rows.ts'

export interface RowName {
  readonly shown: string
  /** What tells it from the others. */
  readonly aside: string
}

/** A table of runs as it is drawn, every row of it and not those in view alone. */
export interface ShownTable {
  readonly rows: readonly TableRow[]
  readonly columns: readonly ShownColumn[]
  readonly source: CellSource
  called(run: RunSummary): RowName
  groupAside(id: string): string
  isBase(run: RunSummary): boolean
  /** Of the strips and the sketches. */
  readonly domain: readonly [number, number]
  readonly lastStep: number
  readonly stripHead: string
  readonly isSlim: boolean
}

/** What stands beside the runs. */
export interface TableNames {
  titleOf(preset: string): string
}

const isOwn = ({ column }: ShownColumn, own: 'sketch' | 'strip'): boolean => column.kind === 'own' && column.own === own

function nameOf(node: RunNode, { called, groupAside, isBase }: ShownTable, { titleOf }: TableNames): string {
  if (node.kind === 'group') {
    const { name, count } = groupName(node.runs, titleOf)
    return [name, groupAside(node.id), count].filter((words) => words !== '').join(', ')
  }
  const { run } = node.queried
  const { shown, aside } = called(run)
  return [nameBeside(shown, aside, run.preset === null ? null : titleOf(run.preset)), aside, isBase(run) ? 'baseline' : ''].filter((words) => words !== '').join(', ')
}

/** Where training and test arrive: of several runs, on average. */
function arrivals(node: RunNode): readonly [number | null, number | null] {
  const mean = (event: EventId): number | null => spreadOf(runsOf(node).map(({ run }) => run.events[event]))?.mean ?? null
  return [mean('train_acc_99'), mean('test_acc_99')]
}

const textOf = (shown: ShownColumn, node: RunNode, { source, isSlim }: ShownTable, { titleOf }: TableNames): string =>
  node.kind === 'run' ? runText(shown.column, node.queried, source, titleOf) : groupText(shown.column, node.runs, source, isSlim)

const alongOf = (columns: readonly ShownColumn[]): ('start' | 'end')[] => columns.map(({ isNumber }) => (isNumber ? 'end' : 'start'))

/** The table as a figure: words, small curves and strips in the colours of the runs. */
export function tableWords(table: ShownTable, names: TableNames, sketchOf: (run: RunSummary) => SeriesData | undefined): TableWords {
  const { rows, columns, domain, lastStep, stripHead } = table
  const delay = logScale(domain, [0, 1])
  const steps = stepScale('log', [1, Math.max(2, lastStep)], [0, 1], false)
  const share = (step: number | null): number | null => (step === null ? null : delay.toPx(Math.min(domain[1], Math.max(domain[0], step))))
  const cell = (shown: ShownColumn, node: RunNode, i: number): string | CellPicture => {
    if (i === 0) return nameOf(node, table, names)
    const slot = node.kind === 'run' ? node.queried.run.colourSlot : null
    if (isOwn(shown, 'strip')) {
      const [from, to] = arrivals(node)
      return { picture: 'span', slot, from: share(from), to: share(to) }
    }
    if (!isOwn(shown, 'sketch')) return textOf(shown, node, table, names)
    const sketch = node.kind === 'run' ? sketchOf(node.queried.run) : undefined
    return sketch === undefined || slot === null ? '' : { picture: 'curve', slot, x: Array.from(sketch.steps, (step) => steps.toPx(Math.max(1, step))), y: Array.from(sketch.values) }
  }
  return {
    head: columns.map((shown) => (isOwn(shown, 'strip') ? stripHead : shown.head)),
    rows: rows.map(({ node }) => columns.map((shown, i) => cell(shown, node, i))),
    anchors: alongOf(columns),
    leads: rows.map(({ node, depth }) => ({ slot: node.kind === 'run' ? node.queried.run.colourSlot : null, depth })),
  }
}

/**
 * The table as text. `shown` is what one reads, with the strip as two steps and without the curves; `raw` has the id of each run, heads that name
 * what they are in full, and numbers with all their digits, of several runs their means.
 */
export function tableTexts(table: ShownTable, names: TableNames): TableTexts {
  const { rows, columns, source } = table
  const read = columns.filter((shown) => !isOwn(shown, 'sketch'))
  const span = (node: RunNode): string => arrivals(node).map((step) => (step === null ? '–' : formatInteger(step))).join(' → ')
  const shownCell = (shown: ShownColumn, node: RunNode, i: number): string => (i === 0 ? nameOf(node, table, names) : isOwn(shown, 'strip') ? span(node) : textOf(shown, node, table, names))
  const rawCell = ({ column }: ShownColumn, node: RunNode, i: number): string => {
    if (i === 0) return node.kind === 'run' ? node.queried.run.name : nameOf(node, table, names)
    if (node.kind === 'run') return String(cellValue(column, node.queried, source) ?? '')
    const found = groupValue(column, node.runs, source)
    return found === null ? '' : found.kind === 'spread' ? String(found.spread.mean) : found.kind === 'same' ? String(found.number ?? found.text) : `${found.count} values`
  }
  return {
    shown: { head: read.map((shown) => (isOwn(shown, 'strip') ? 'train 99 % → test 99 %' : shown.head)), rows: rows.map(({ node }) => read.map((shown, i) => shownCell(shown, node, i))), anchors: alongOf(read) },
    raw: { head: ['id', ...read.map(({ column }) => columnName(column))], rows: rows.map(({ node }) => [node.kind === 'run' ? node.id : '', ...read.map((shown, i) => rawCell(shown, node, i))]) },
  }
}
