import { formatInteger, formatPercent } from './formats.ts'
import { phasesCsv, phasesPlot, type PhaseRow } from './plots/phases-plot.ts'
import type { PlotsData } from './plots/plots-data.ts'
import { PlotsSpec } from './plots/plots-spec.ts'

/** Accuracies at which phases end, 0 to 1. */
interface Thresholds {
  readonly memorised: number
  readonly leaving: number
  readonly grokked: number
}

export interface PhasesFigure {
  readonly spec: PlotsSpec
  readonly data: PlotsData
  readonly csv: string
}

/** The phases of runs, one bar a run, with the rules that they were read by; a run without points is named, not drawn. Null where none has any. */
export function phasesFigure(runs: readonly (PhaseRow & { readonly thresholds: Thresholds })[]): PhasesFigure | null {
  const rows = runs.filter(({ segments }) => segments.length > 0)
  if (rows.length === 0) return null
  const shares = (key: keyof Thresholds): string => [...new Set(rows.map(({ thresholds }) => thresholds[key]))].sort((a, b) => a - b).map((of) => formatPercent(of, 0)).join(' or ')
  const leaving = shares('leaving')
  const rule = `Memorising until train ≥ ${shares('memorised')}, plateau until test ≥ ${leaving}${leaving.includes(' or ') ? ', the more where guessing gets much' : ''}, generalising until test ≥ ${shares('grokked')}, each at a logged step.`
  const without = runs.filter(({ segments }) => segments.length === 0).map(({ name }) => name)
  const notes = [rule, ...(without.length === 0 ? [] : [`Not drawn, because they have no logged accuracies: ${without.join(', ')}.`.slice(0, 300)])]
  const sentence = rows.map(({ name, segments }) => `${name}: ${segments.map(({ phase, from, to }) => `${phase} from step ${formatInteger(from)} to ${formatInteger(to)}`).join(', ')}`).join('; ')
  const drawing = phasesPlot(rows)
  const title = `Phases of ${rows.length} ${rows.length === 1 ? 'run' : 'runs'}`
  return { spec: PlotsSpec.parse({ version: 1, kind: 'plots', title, sentence: sentence.slice(0, 2000), notes, rows: drawing.rows }), data: drawing.data, csv: phasesCsv(rows) }
}
