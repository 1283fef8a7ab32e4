import { phasesFigure } from '../../../figures/phases-figure.ts'
import { tablePlot } from '../../../figures/plots/table-plot.ts'
import { phaseSegments, thresholdsOf } from '../../../science/phases/index.ts'
import type { Curves } from '../../../shared/schema/run.ts'
import { plotsFigure } from '../../charts/plots-figure.ts'
import { metadataOfRuns } from '../../charts/runs-metadata.ts'
import { fileStem, type PlotsFigure } from '../../charts/save-figure.ts'
import { toCsv } from '../../tables/text-table.ts'
import type { DiffTable } from './diff-table.ts'
import { textTable } from './diff-text.ts'
import type { Drawn } from '../../../figures/comparison.ts'

/** Series that the phases of a run are read from. */
export const phaseSeries = ['train_accuracy', 'test_accuracy'] as const

/** The phases of runs as a figure; null where none has points. */
export function phasesOf(runs: readonly Drawn[], curves: readonly Curves[], version: string): PlotsFigure | null {
  const figure = phasesFigure(runs.map(({ name, run }, i) => {
    const thresholds = thresholdsOf(run.config.task)
    return { name, thresholds, segments: phaseSegments(curves[i] ?? {}, thresholds) }
  }))
  return figure && { ...figure, metadata: metadataOfRuns(runs.map(({ run }) => run), version), name: fileStem('phases', runs.length, 'runs') }
}

/** The table of differences as it is shown, as a figure. Its file of numbers has all their digits. */
export function differencesFigure(table: DiffTable, note: string, runs: readonly Drawn[], version: string): PlotsFigure | null {
  if (table.rows.length === 0) return null
  const { head, rows } = textTable(table, 'shown')
  // Below the title and above the rows stands how the numbers were read.
  const { rows: plots, data, size } = tablePlot({ head, rows }, note)
  const title = `Differences of ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`
  const sentence = `${rows.length} rows, ${table.columns.length} ${table.columns.length === 1 ? 'column' : 'columns'}: ${rows.map(([label]) => label).join(', ')}.`
  return { ...plotsFigure({ title, sentence: sentence.slice(0, 2000), notes: [note.slice(0, 300)], size, rows: plots }, data, metadataOfRuns(runs.map(({ run }) => run), version), fileStem('differences', runs.length, 'runs')), csv: toCsv(textTable(table, 'raw')) }
}
