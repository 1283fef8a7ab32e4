import { formatFixed, formatInteger, formatPercent, formatValue } from '../../../../../figures/formats.ts'
import type { HostTensor, NamedTensors } from '../../../../../shared/tensors.ts'
import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import type { MeasureAnswer } from '../answers.ts'
import type { PanelTable } from '../panel-table.ts'

/** What the network says if it ends at some depth. */
export interface Depth {
  /** `embed`, `blocks.0.attn`, … as in the names of series. */
  readonly key: string
  /** "embedding", "+ heads", "+ neurons"; numbered where there is more than one block. */
  readonly name: string
}

export const lensQuantities = ['accuracy', 'loss', 'probability'] as const
export type LensQuantity = (typeof lensQuantities)[number]

/** The depths that some values tell of, in the order in which the stream passes them. */
export function depthsOf(names: Iterable<string>): readonly Depth[] {
  const keys = [...new Set([...names].flatMap((name) => /^lens_(?:train|test)_accuracy\.(.+)$/.exec(name)?.[1] ?? []))]
  const placeOf = (key: string): number => {
    const [, block, part] = /^blocks\.(\d+)\.(attn|mlp)$/.exec(key) ?? []
    return block === undefined ? 0 : 1 + 2 * Number(block) + (part === 'mlp' ? 1 : 0)
  }
  const sorted = keys.sort((one, other) => placeOf(one) - placeOf(other))
  const isDeep = sorted.length > 3
  return sorted.map((key) => {
    const [, block, part] = /^blocks\.(\d+)\.(attn|mlp)$/.exec(key) ?? []
    const words = part === 'attn' ? '+ heads' : '+ neurons'
    return { key, name: block === undefined ? 'embedding' : isDeep ? `${words} ${block}` : words }
  })
}

/** The probability of the right answer at one depth, for every pair: a down, b across. Pairs that are no examples are blank. */
export function lensMap(arrays: NamedTensors, { key }: Depth): MatrixPicture | null {
  const table = arrays[`probability.${key}`]
  const n = table?.shape[0] ?? 0
  return table === undefined ? null : { values: Float64Array.from(table.data, (p) => Math.max(0, p)), rows: n, columns: n }
}

export interface LensPair {
  readonly logit: number
  /** 1: the right answer leads. */
  readonly rank: number
  readonly probability: number
  /** Largest outputs, first to last. */
  readonly leading: readonly { readonly answer: number; readonly logit: number }[]
}

/** What one depth says to a pair; null where it is no example. */
export function lensPair(arrays: NamedTensors, { key }: Depth, a: number, b: number): LensPair | null {
  const of = (name: string): HostTensor | undefined => arrays[`${name}.${key}`]
  const [logits, ranks, probabilities, classes, largest] = ['right_logit', 'rank', 'probability', 'top_class', 'top_logit'].map(of)
  if (!logits || !ranks || !probabilities || !classes || !largest) return null
  const [n = 0, , top = 0] = classes.shape
  const at = a * n + b
  if (a >= n || b >= n || !((ranks.data[at] ?? -1) > 0)) return null
  return {
    logit: logits.data[at]!,
    rank: ranks.data[at]!,
    probability: probabilities.data[at]!,
    leading: Array.from({ length: top }, (_, i) => ({ answer: classes.data[at * top + i]!, logit: largest.data[at * top + i]! })),
  }
}

/** The right answer of a pair, and whether it is trained on; null where it is no example. */
export function lensTruth({ truth, trained }: NamedTensors, a: number, b: number): { readonly answer: number; readonly isTrained: boolean } | null {
  const at = a * (truth?.shape[0] ?? 0) + b
  const answer = truth?.data[at] ?? -1
  return answer < 0 ? null : { answer, isTrained: trained?.data[at] === 1 }
}

/** What each depth is right on, in one sentence. */
export function lensSentence({ values, step }: MeasureAnswer, depths: readonly Depth[]): string {
  const told = depths.map(({ key, name }) => {
    const [train, test] = (['train', 'test'] as const).map((side) => values[`lens_${side}_accuracy.${key}`])
    return `${name.replace('+ ', 'with the ')} ${train === undefined ? '–' : formatPercent(train)} of the training examples and ${test === undefined ? '–' : formatPercent(test)} of the tests`
  })
  return `at step ${formatInteger(step)}, read after each part, the stream is right on: ${told.join('; ')}.`
}

export function lensTable({ values, arrays, step }: MeasureAnswer, depths: readonly Depth[], a: number, b: number): PanelTable {
  const sides = ['train', 'test'] as const
  const truth = lensTruth(arrays, a, b)
  return {
    caption: `Logit lens at step ${formatInteger(step)}${truth === null ? '' : `, and for the pair ${a}, ${b}, whose right answer is ${truth.answer}`}`,
    columns: ['read after', ...sides.flatMap((side) => lensQuantities.map((quantity) => `${side} ${quantity}`)), ...(truth === null ? [] : ['right logit', 'its rank', 'its probability', 'leads'])],
    rows: depths.map((depth) => {
      const pair = lensPair(arrays, depth, a, b)
      return [
        depth.name,
        ...sides.flatMap((side) => lensQuantities.map((quantity) => valueWords(quantity, values[`lens_${side}_${quantity}.${depth.key}`]))),
        ...(truth === null ? [] : pair === null ? ['–', '–', '–', '–'] : [formatFixed(pair.logit, 2), formatInteger(pair.rank), formatPercent(pair.probability), String(pair.leading[0]?.answer ?? '–')]),
      ]
    }),
  }
}

export function valueWords(quantity: LensQuantity, value: number | undefined): string {
  if (value === undefined) return '–'
  return quantity === 'loss' ? formatValue(value) : formatPercent(value)
}
