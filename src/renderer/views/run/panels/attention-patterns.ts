import { formatInteger, formatPercent } from '../../../../figures/formats.ts'
import type { RunConfig } from '../../../../shared/schema/run-config.ts'
import type { HostTensor, NamedTensors } from '../../../../shared/tensors.ts'
import type { MatrixPicture } from '../../../charts/matrix-cell.ts'
import type { PanelTable } from './panel-table.ts'

/** Where the heads of one block look, at one checkpoint. */
export interface AttentionBlock {
  readonly name: string
  readonly heads: number
  /** What stands at each place of the sequence. */
  readonly places: readonly string[]
  /** Mean share that the last place pays, [heads, places]. */
  readonly mean: Float64Array
  /** The same for every pair, [symbols, symbols, heads, places]; null where examples are no pairs. */
  readonly pairs: HostTensor | null
}

/** "a", "b", "=" or "a", "∘", "b", "="; numbered symbols where there are others than two. */
export function placeNames(model: RunConfig['model'], places: number): readonly string[] {
  if (model.kind === 'transformer' && model.sequence === 'a_op_b_equals' && places === 4) return ['a', '∘', 'b', '=']
  if (places === 3) return ['a', 'b', '=']
  return Array.from({ length: places }, (_, i) => (i === places - 1 ? '=' : `symbol ${i + 1}`))
}

/** The blocks that the measure `attention` tells of, first to last. */
export function attentionBlocks(arrays: NamedTensors, model: RunConfig['model']): readonly AttentionBlock[] {
  return Object.entries(arrays).flatMap(([key, mean]) => {
    if (!key.startsWith('mean.')) return []
    const [heads = 0, queries = 0, places = 0] = mean.shape
    const name = key.slice('mean.'.length)
    const last = new Float64Array(heads * places)
    for (let head = 0; head < heads; head++) last.set(mean.data.subarray((head * queries + queries - 1) * places, (head + 1) * queries * places), head * places)
    return [{ name, heads, places: placeNames(model, places), mean: last, pairs: arrays[`pairs.${name}`] ?? null }]
  })
}

/** What the last place pays to one place, for every pair: a down, b across. Pairs that are no examples are blank. */
export function attentionMap({ pairs, heads, places }: AttentionBlock, head: number, place: number): MatrixPicture | null {
  if (!pairs) return null
  const n = pairs.shape[0] ?? 0
  const values = Float64Array.from({ length: n * n }, (_, cell) => Math.max(0, pairs.data[(cell * heads + head) * places.length + place] ?? 0))
  return { values, rows: n, columns: n }
}

export interface PlaceShare {
  readonly place: string
  readonly mean: number
  /** Of the chosen pair; null where it is no example. */
  readonly pair: number | null
}

/** What one head pays to each place, on average and for a pair. */
export function placeShares({ pairs, heads, places, mean }: AttentionBlock, head: number, a: number, b: number): readonly PlaceShare[] {
  const n = pairs?.shape[0] ?? 0
  return places.map((place, i) => {
    const told = pairs && a < n && b < n ? (pairs.data[((a * n + b) * heads + head) * places.length + i] ?? -1) : -1
    return { place, mean: mean[head * places.length + i] ?? 0, pair: told < 0 ? null : told }
  })
}

/** Where each head looks on average, in one sentence. */
export function attentionSentence(block: AttentionBlock, step: number): string {
  const words = Array.from({ length: block.heads }, (_, head) => {
    const most = placeShares(block, head, 0, 0).reduce((best, each) => (each.mean > best.mean ? each : best))
    return `head ${head} pays ${formatPercent(most.mean, 0)} to ${most.place}`
  })
  return `at step ${formatInteger(step)}, on average over all examples, the last place of ${block.name} looks so: ${words.join(', ')}.`
}

export function attentionTable(block: AttentionBlock, step: number, a: number, b: number): PanelTable {
  return {
    caption: `Attention of the last place in ${block.name} at step ${formatInteger(step)}: mean over all examples, and for the pair ${a}, ${b}`,
    columns: ['head and place', 'mean', `pair ${a}, ${b}`],
    rows: Array.from({ length: block.heads }, (_, head) =>
      placeShares(block, head, a, b).map(({ place, mean, pair }) => [`head ${head}, ${place}`, formatPercent(mean), pair === null ? '–' : formatPercent(pair)]),
    ).flat(),
  }
}
