import { formatInteger } from '../../../figures/formats.ts'
import { tablePlot, type TableWords } from '../../../figures/plots/table-plot.ts'
import type { RunSummary } from '../../../shared/schema/run.ts'
import { plotsFigure } from '../../charts/plots-figure.ts'
import { metadataOfRuns } from '../../charts/runs-metadata.ts'
import { fileStem, type PlotsFigure } from '../../charts/save-figure.ts'
import { toCsv, type TextTable } from '../../tables/text-table.ts'
import { runsOf } from './columns/row-tree.ts'
import type { ShownTable } from './table-words.ts'

/** More rows than these are no figure any more; the file of numbers has them all. */
export const mostRows = 150

export interface RunsFigureParts {
  readonly table: ShownTable
  readonly words: TableWords
  readonly raw: TextTable
  /** Of the filter, empty without one. */
  readonly query: string
  readonly version: string
}

/** The table of runs as it stands, as a figure; null without rows. */
export function runsFigure({ table, words, raw, query, version }: RunsFigureParts): PlotsFigure | null {
  if (words.rows.length === 0) return null
  const drawn = table.rows.slice(0, mostRows)
  const runs = [...new Map(drawn.flatMap(({ node }) => runsOf(node).map(({ run }): [string, RunSummary] => [run.id, run]))).values()]
  const note = noteOf(table, query)
  const { rows, data, size } = tablePlot({ ...words, rows: words.rows.slice(0, mostRows), ...(words.leads ? { leads: words.leads.slice(0, mostRows) } : {}) }, note)
  const title = `${formatInteger(runs.length)} ${runs.length === 1 ? 'run' : 'runs'}`
  const sentence = `${drawn.length} rows, ${words.head.length - 1} columns: ${words.head.slice(1).join(', ')}.`
  return { ...plotsFigure({ title, sentence: sentence.slice(0, 2000), notes: note === '' ? [] : [note.slice(0, 300)], size, rows }, data, metadataOfRuns(runs, version), fileStem('runs', runs.length)), csv: toCsv(raw) }
}

/** What the rows were chosen by and what their pictures are. */
function noteOf({ rows, columns, domain }: ShownTable, query: string): string {
  const has = (own: string): boolean => columns.some(({ id }) => id === own)
  return [
    rows.length > mostRows ? `The first ${mostRows} of ${formatInteger(rows.length)} rows.` : '',
    query === '' ? '' : `Found by ${query}.`,
    rows.some(({ node }) => node.kind === 'group') ? 'Several seeds: mean ± SD.' : '',
    has('sketch') ? 'Curves: test accuracy, 0 to 100 %, over the step on a log axis.' : '',
    has('strip') ? `Delay: from train ≥ 99 % (open) to test ≥ 99 %, log axis from step ${formatInteger(domain[0])} to ${formatInteger(domain[1])}.` : '',
  ].filter((words) => words !== '').join(' ')
}
