import { formatInteger, formatPercent, formatValue } from '../../../../figures/formats.ts'
import type { ColourMapName } from '../../../../figures/spec.ts'
import type { HostData, NamedTensors } from '../../../../shared/tensors.ts'
import type { MatrixPicture } from '../../../charts/matrix-cell.ts'
import type { PanelTable } from './panel-table.ts'

/** What a network answers to every pair of symbols: tables [n, n], a down and b across, −1 where there is no example. */
export interface PredictionGrid {
  readonly n: number
  readonly truth: HostData
  readonly answer: HostData
  /** 1 where the pair is trained on. */
  readonly trained: HostData
  readonly loss: HostData
  /** Probability of the answer. */
  readonly confidence: HostData
  /** Classes of the largest outputs of every pair [n, n, top], and those outputs; null where they were not asked for. */
  readonly leading: { readonly top: number; readonly classes: HostData; readonly logits: HostData } | null
}

export type GridView = 'right' | 'answer' | 'loss'

export interface PairFacts {
  readonly a: number
  readonly b: number
  /** Null where the task has no such example. */
  readonly told: {
    readonly truth: number
    readonly answer: number
    readonly isTrained: boolean
    readonly loss: number
    readonly confidence: number
    readonly leading: readonly { readonly answer: number; readonly logit: number }[]
  } | null
}

/** The tables of the measure `predictions`; null where one is missing. */
export function predictionGrid(arrays: NamedTensors): PredictionGrid | null {
  const { truth, answer, trained, loss, confidence, top_class: classes, top_logit: logits } = arrays
  if (!truth || !answer || !trained || !loss || !confidence) return null
  const leading = classes && logits ? { top: classes.shape[2] ?? 0, classes: classes.data, logits: logits.data } : null
  return { n: truth.shape[0] ?? 0, truth: truth.data, answer: answer.data, trained: trained.data, loss: loss.data, confidence: confidence.data, leading }
}

/** What one cell says. */
export function pairFacts({ n, truth, answer, trained, loss, confidence, leading }: PredictionGrid, a: number, b: number): PairFacts {
  const at = a * n + b
  const right = truth[at] ?? -1
  if (a >= n || b >= n || right < 0) return { a, b, told: null }
  const top = Array.from({ length: leading?.top ?? 0 }, (_, i) => ({ answer: leading?.classes[at * leading.top + i] ?? -1, logit: leading?.logits[at * leading.top + i] ?? Number.NaN }))
  return { a, b, told: { truth: right, answer: answer[at]!, isTrained: trained[at] === 1, loss: loss[at]!, confidence: confidence[at]!, leading: top } }
}

export interface GridPicture {
  readonly picture: MatrixPicture
  readonly limits: readonly [number, number]
  readonly map: ColourMapName
  /** Of colours, in words. */
  readonly key: string
}

/**
 * A view of the grid as colours, with limits that time does not move.
 * @param guess loss of a network that knows nothing; colours of losses go from 0 to twice that
 */
export function gridPicture(grid: PredictionGrid, view: GridView, guess: number): GridPicture {
  const { n, truth, answer, loss } = grid
  const values = new Float64Array(n * n)
  const most = classCount(grid)
  if (view === 'right') for (let i = 0; i < values.length; i++) values[i] = truth[i]! < 0 ? 0 : truth[i] === answer[i] ? 1 : -1
  else values.set(view === 'answer' ? answer : loss)
  const shown = { values, rows: n, columns: n }
  switch (view) {
    case 'right':
      // Not the ends of the map: dots on trained pairs stay visible on it.
      return { picture: shown, limits: [-1.6, 1.6], map: 'BrBG', key: 'teal right, brown wrong' }
    case 'answer':
      return { picture: shown, limits: [0, most], map: 'twilight', key: `answers 0 to ${formatInteger(most - 1)}` }
    case 'loss':
      return { picture: shown, limits: [0, 2 * guess], map: 'tide', key: 'loss of each pair' }
  }
}

/** Classes that the right answers and the network's own reach up to. */
export function classCount({ truth, answer }: PredictionGrid): number {
  let most = 0
  for (let i = 0; i < truth.length; i++) most = Math.max(most, truth[i]!, answer[i]!)
  return most + 1
}

export interface Tally {
  readonly right: number
  readonly of: number
}

/** How many pairs are answered rightly, of those trained on and of the others. */
export function tallies({ truth, answer, trained }: PredictionGrid): { readonly train: Tally; readonly test: Tally } {
  const train = { right: 0, of: 0 }
  const test = { right: 0, of: 0 }
  for (let i = 0; i < truth.length; i++) {
    if (truth[i]! < 0) continue
    const side = trained[i] === 1 ? train : test
    side.of++
    if (truth[i] === answer[i]) side.right++
  }
  return { train, test }
}

export function share({ right, of }: Tally): string {
  return of === 0 ? 'none' : formatPercent(right / of)
}

/** In one sentence, for those who cannot see the grid. */
export function gridSentence(grid: PredictionGrid, step: number): string {
  const { train, test } = tallies(grid)
  return `at step ${formatInteger(step)} the network answers ${formatInteger(train.right)} of ${formatInteger(train.of)} trained pairs and ${formatInteger(test.right)} of ${formatInteger(test.of)} other pairs rightly.`
}

/** The twin: every pair, those answered wrongly first. */
export function gridTable(grid: PredictionGrid, step: number): PanelTable {
  const rows: { readonly isRight: boolean; readonly words: readonly string[] }[] = []
  for (let a = 0; a < grid.n; a++) {
    for (let b = 0; b < grid.n; b++) {
      const { told } = pairFacts(grid, a, b)
      if (!told) continue
      const isRight = told.truth === told.answer
      rows.push({ isRight, words: [`${a}, ${b}`, String(told.truth), String(told.answer), isRight ? 'right' : 'wrong', told.isTrained ? 'trained' : 'test', formatValue(told.loss), formatPercent(told.confidence)] })
    }
  }
  return {
    caption: `Every pair at step ${formatInteger(step)}, wrong answers first`,
    columns: ['a, b', 'right answer', 'network', '', 'pair', 'loss', 'confidence'],
    rows: [...rows.filter(({ isRight }) => !isRight), ...rows.filter(({ isRight }) => isRight)].map(({ words }) => words),
  }
}
