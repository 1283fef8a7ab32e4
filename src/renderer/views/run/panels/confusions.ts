import { formatInteger, formatValue } from '../../../../figures/formats.ts'
import { reviewAnswers } from '../../../../shared/review-words.ts'
import type { NamedTensors } from '../../../../shared/tensors.ts'
import type { MatrixPicture } from '../../../charts/matrix-cell.ts'
import type { PanelTable } from './panel-table.ts'

export type Side = 'train' | 'test'

/** Which classes were taken for which: counts, the right class down, that of the network across. */
export interface Confusions {
  readonly classes: number
  readonly train: ArrayLike<number>
  readonly test: ArrayLike<number>
}

export function confusionsOf(arrays: NamedTensors): Confusions | null {
  const { 'confusion.train': train, 'confusion.test': test } = arrays
  return train && test ? { classes: test.shape[0] ?? 0, train: train.data, test: test.data } : null
}

/** Share of each class (row) that is answered so; a class without examples is blank. */
export function confusionShares({ classes, ...sides }: Confusions, side: Side): MatrixPicture {
  const values = new Float64Array(classes * classes)
  for (let y = 0; y < classes; y++) {
    let sum = 0
    for (let c = 0; c < classes; c++) sum += sides[side][y * classes + c]!
    for (let c = 0; sum > 0 && c < classes; c++) values[y * classes + c] = sides[side][y * classes + c]! / sum
  }
  return { values, rows: classes, columns: classes }
}

export interface Mistake {
  readonly truth: number
  readonly answer: number
  readonly count: number
}

/** What is taken for something else, most often first. */
export function mistakes({ classes, ...sides }: Confusions, side: Side): readonly Mistake[] {
  const found: Mistake[] = []
  for (let truth = 0; truth < classes; truth++) {
    for (let answer = 0; answer < classes; answer++) {
      const count = sides[side][truth * classes + answer]!
      if (truth !== answer && count > 0) found.push({ truth, answer, count })
    }
  }
  return found.sort((a, b) => b.count - a.count || a.truth - b.truth || a.answer - b.answer)
}

/** What went wrong, in one sentence. */
export function confusionSentence(confusions: Confusions, side: Side, step: number, task: string): string {
  const wrong = mistakes(confusions, side)
  const all = Array.from(confusions[side]).reduce((sum, count) => sum + count, 0)
  const errors = wrong.reduce((sum, { count }) => sum + count, 0)
  const [worst] = wrong
  const counted = `at step ${formatInteger(step)}, ${formatInteger(errors)} of ${formatInteger(all)} ${side === 'test' ? 'test' : 'training'} examples are answered wrongly`
  return worst ? `${counted}, most often ${className(task, worst.truth)} as ${className(task, worst.answer)} (${formatInteger(worst.count)} ${worst.count === 1 ? 'time' : 'times'}).` : `${counted}.`
}

export function confusionTable(confusions: Confusions, side: Side, step: number, task: string): PanelTable {
  return {
    caption: `Wrong answers to ${side === 'test' ? 'test' : 'training'} examples at step ${formatInteger(step)}`,
    columns: ['right class', 'answered', 'examples'],
    rows: mistakes(confusions, side).map(({ truth, answer, count }) => [className(task, truth), className(task, answer), formatInteger(count)]),
  }
}

/** A test example that the network answers badly. */
export interface WorstExample {
  readonly row: number
  readonly truth: number
  readonly answer: number
  readonly loss: number
  readonly inputs: ArrayLike<number>
}

export function worstExamples(arrays: NamedTensors): readonly WorstExample[] {
  const { 'worst.row': rows, 'worst.truth': truths, 'worst.answer': answers, 'worst.loss': losses, 'worst.inputs': inputs } = arrays
  if (!rows || !truths || !answers || !losses || !inputs) return []
  const columns = inputs.shape[1] ?? 0
  return Array.from(rows.data, (row, i) => ({
    row, truth: truths.data[i] ?? -1, answer: answers.data[i] ?? -1, loss: losses.data[i] ?? Number.NaN, inputs: inputs.data.subarray(i * columns, (i + 1) * columns),
  }))
}

/** What a class is called; its number where the task has no word for it. */
export const className = (task: string, index: number): string => (task === 'reviews' ? (reviewAnswers[index] ?? String(index)) : String(index))

/** An input in a few characters: symbols as they are, bits as signs, other numbers shortened. */
export function inputWords(inputs: ArrayLike<number>, areSymbols: boolean): string {
  const all = Array.from(inputs)
  const areBits = !areSymbols && all.every((x) => Math.abs(x) === 1)
  const shown = areBits ? all.map((x) => (x > 0 ? '+' : '−')).join('') : all.map((x) => (Number.isInteger(x) ? String(x) : formatValue(x))).join(', ')
  const most = areBits ? 48 : 28
  return shown.length <= most ? shown : `${shown.slice(0, most - 1)}…`
}
