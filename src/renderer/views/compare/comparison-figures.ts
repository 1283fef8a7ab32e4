import { formatInteger, formatPercent } from '../../../figures/formats.ts'
import { phasesCsv, phasesPlot, type PhaseRow } from '../../../figures/plots/phases-plot.ts'
import { tablePlot } from '../../../figures/plots/table-plot.ts'
import { defaultThresholds, phaseSegments } from '../../../science/phases/index.ts'
import type { Curves } from '../../../shared/schema/run.ts'
import { plotsFigure } from '../../charts/plots-figure.ts'
import { fileStem, type PlotsFigure } from '../../charts/save-figure.ts'
import type { DiffTable } from './diff-table.ts'
import { textTable, toCsv } from './diff-text.ts'
import { metadataOf } from './export-comparison.ts'
import type { Drawn } from './metrics.ts'

/** Series that the phases of a run are read from. */
export const phaseSeries = ['train_accuracy', 'test_accuracy'] as const

const { memorised, leaving, grokked } = defaultThresholds
const share = (of: number): string => formatPercent(of, 0)
const rules = `Memorising until train ≥ ${share(memorised)}, plateau until test ≥ ${share(leaving)}, generalising until test ≥ ${share(grokked)}, each at a logged step.`

/** The phases of runs as a figure, one bar a run; a run without points is named, not drawn. Null where none has any. */
export function phasesFigure(runs: readonly Drawn[], curves: readonly Curves[], version: string): PlotsFigure | null {
  const all = runs.map(({ name }, i): PhaseRow => ({ name, segments: phaseSegments(curves[i] ?? {}) }))
  const rows = all.filter(({ segments }) => segments.length > 0)
  if (rows.length === 0) return null
  const without = all.filter(({ segments }) => segments.length === 0).map(({ name }) => name)
  const notes = [rules, ...(without.length === 0 ? [] : [`Not drawn, because they have no logged accuracies: ${without.join(', ')}.`.slice(0, 300)])]
  const sentence = rows.map(({ name, segments }) => `${name}: ${segments.map(({ phase, from, to }) => `${phase} from step ${formatInteger(from)} to ${formatInteger(to)}`).join(', ')}`).join('; ')
  const title = `Phases of ${rows.length} ${rows.length === 1 ? 'run' : 'runs'}`
  const drawing = phasesPlot(rows)
  return { ...plotsFigure({ title, sentence: sentence.slice(0, 2000), notes, rows: drawing.rows }, drawing.data, metadataOf(runs, version), fileStem('phases', rows.length, 'runs')), csv: phasesCsv(rows) }
}

/** The table of differences as it is shown, as a figure. Its file of numbers has all their digits. */
export function differencesFigure(table: DiffTable, note: string, runs: readonly Drawn[], version: string): PlotsFigure | null {
  if (table.rows.length === 0) return null
  const { head, rows } = textTable(table, 'shown')
  // Below the title and above the rows stands how the numbers were read.
  const { rows: plots, data, size } = tablePlot({ head, rows }, note)
  const title = `Differences of ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`
  const sentence = `${rows.length} rows, ${table.columns.length} ${table.columns.length === 1 ? 'column' : 'columns'}: ${rows.map(([label]) => label).join(', ')}.`
  return { ...plotsFigure({ title, sentence: sentence.slice(0, 2000), notes: [note.slice(0, 300)], size, rows: plots }, data, metadataOf(runs, version), fileStem('differences', runs.length, 'runs')), csv: toCsv(textTable(table, 'raw')) }
}
