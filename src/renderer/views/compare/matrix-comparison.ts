import { formatFixed, formatInteger, formatPercent } from '../../../figures/formats.ts'
import type { Curves, EventId, RunSummary } from '../../../shared/schema/run.ts'
import { lastIndexUpTo } from '../../charts/logged-steps.ts'
import type { MatrixBracket, MatrixPicture } from '../../charts/matrix-cell.ts'
import { columnSpectrum, frequencyBrackets, frequencyShares, keyFrequencies } from '../run/frequency-order.ts'
import { matrixChoices, type MatrixChoice } from '../run/matrix-choices.ts'
import { orderOf } from './aligned-columns.ts'
import type { LinkedRun } from './linked-steps.ts'
import type { Drawn } from '../../../figures/comparison.ts'
import { stepsPerEpoch } from './steps-per-epoch.ts'

/** The event by which runs are lined up: each has grokked there. */
export const linkEvent: { readonly id: EventId; readonly name: string } = { id: 'test_acc_99', name: 'test ≥ 99 %' }

/** Matrices of more runs than these do not fit beside one another in memory and on a screen. */
export const mostMatrices = 8

/** What can be shown: every matrix of the baseline, then those that only others have. A choice is one by its name. */
export function commonChoices(runs: readonly RunSummary[]): readonly MatrixChoice[] {
  const all = runs.flatMap((run) => matrixChoices(run.config))
  return all.filter((choice, i) => all.findIndex(({ key }) => key === choice.key) === i)
}

/** The one shown at first: the first that all have. */
export function firstCommon(choices: readonly MatrixChoice[], runs: readonly RunSummary[]): MatrixChoice | null {
  const has = (run: RunSummary, key: string): boolean => matrixChoices(run.config).some((choice) => choice.key === key)
  return choices.find(({ key }) => runs.every((run) => has(run, key))) ?? choices[0] ?? null
}

export function linkedRun({ run, name }: Drawn, checkpoints: readonly number[]): LinkedRun {
  return { name, stepsPerEpoch: stepsPerEpoch(run.config), event: run.events[linkEvent.id], checkpoints, last: run.final?.step ?? checkpoints.at(-1) ?? 0 }
}

/** Groups of one frequency over the columns in their own order; those of the circuit stand out. */
export function bracketsOf(picture: MatrixPicture): readonly MatrixBracket[] {
  const { values, rows, columns } = picture
  const keys = keyFrequencies(frequencyShares(columnSpectrum({ data: values, columns, firstRow: 0, rows })))
  return frequencyBrackets(orderOf(picture), (frequency) => keys.has(frequency))
}

/** "test accuracy 99.7 % · frequency share 0.61", of stored points and of the matrix on the screen. */
export function factsOf(curves: Curves | undefined, step: number, picture: MatrixPicture, isPeriodic: boolean): string {
  const series = curves?.['test_accuracy']
  const value = series?.values[lastIndexUpTo(series.steps, step)]
  const accuracy = value === undefined ? '' : `test accuracy ${formatPercent(value)}`
  if (!isPeriodic) return accuracy
  const { share } = orderOf(picture)
  const mean = share.reduce((sum, each) => sum + each, 0) / Math.max(1, share.length)
  return [accuracy, `frequency share ${formatFixed(mean, 2)}`].filter((part) => part !== '').join(' · ')
}

export function sizeWords({ rows, columns }: MatrixPicture): string {
  return `${formatInteger(rows)} × ${formatInteger(columns)}`
}
