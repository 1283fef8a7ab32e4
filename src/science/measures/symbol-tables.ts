import { residueOrder } from '../../shared/residue-order.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { product, rowsOf, takeRows } from './matrices.ts'

/**
 * Tables whose row x is what the network holds of residue x: one for each place at which a symbol stands, or one for all. Where the
 * task multiplies, row k is that of g^k (`residueOrder`).
 */
export interface SymbolTables {
  /** Rows of each table: the elements of the cyclic group. Symbols beyond them (an "=") are left out. */
  readonly p: number
  /** [p, columns] each, all with as many columns. */
  readonly tables: readonly HostTensor[]
}

/** The tables, or the sentence that says why there are none. */
export type Found = SymbolTables | string

/** Rows of the symbols at each place, in a matrix that all of them enter side by side: where the first of each stands. */
function beginnings({ examples: { inputs } }: MeasureInput, p: number, rows: number): readonly number[] | null {
  if (inputs.kind === 'features') return rows === inputs.values.shape[1] && rows >= 2 * p ? [0, p] : null // one-hot pair, then noise
  const [, places = 0] = inputs.values.shape
  return rows === places * inputs.vocabulary ? Array.from({ length: places }, (_, place) => place * inputs.vocabulary) : null
}

/**
 * The tables of a matrix by its place: an embedding has a row for each symbol, a first layer on one-hot symbols a block of such
 * rows for each place.
 */
export function tablesAt(input: MeasureInput, place: string): Found {
  const matrix = input.weights[place]
  if (matrix === undefined) return `It reads ${place}, which this model does not have.`
  const residues = residueOrder(input.config.task)
  if (residues === null) return 'Its symbols are residues, and those of this task are not.'
  const { modulus: p, order } = residues
  const [rows = 0] = matrix.shape
  const { inputs } = input.examples
  // An embedding may hold signs after the symbols: a transformer's "=".
  const isTable = inputs.kind === 'tokens' && (rows === inputs.vocabulary || (place.startsWith('embed.') && rows >= inputs.vocabulary))
  const from = isTable ? [0] : beginnings(input, p, rows)
  if (matrix.shape.length !== 2 || from === null || rows < p) return `It reads ${place} as blocks of ${p} rows, one a symbol; here its shape is ${matrix.shape.join(' × ')}.`
  const blocks = from.map((first) => rowsOf(matrix, first, p))
  return order === null ? { p, tables: blocks } : { p: order.length, tables: blocks.map((block) => takeRows(block, order)) }
}

/** Where symbols enter: the first layer where it reads them one-hot, else the embedding. */
export function entrance({ weights }: Pick<MeasureInput, 'weights'>): string {
  return ['embed.weight', 'embed.0.weight'].find((place) => place in weights) ?? 'layers.0.weight'
}

/**
 * What each neuron of the first layer gets from each symbol: the first layer itself where symbols enter it one-hot, else embedding
 * times first layer, W_in = E W (PAIR's collapsed matrix).
 */
export function neuronTables(input: MeasureInput): Found {
  const { weights, examples: { inputs } } = input
  if (entrance(input) === 'layers.0.weight') return tablesAt(input, 'layers.0.weight')
  const places = inputs.values.shape[1] ?? 0
  const tables: HostTensor[] = []
  for (let place = 0; place < places; place++) {
    const embedding = tablesAt(input, 'embed.weight' in weights ? 'embed.weight' : `embed.${place}.weight`)
    if (typeof embedding === 'string') return embedding
    const [table] = embedding.tables
    const part = table && layerOf(weights, place, places, table.shape[1] ?? 0)
    if (!table || !part) return 'Its neurons read embeddings in a first layer, which this model does not have.'
    tables.push(product(table, part))
    if (place === places - 1) return { p: embedding.p, tables: sharesAll(weights, table.shape[1] ?? 0) ? tables.slice(0, 1) : tables }
  }
  return 'Its examples hold no symbols.'
}

/** The weights that the embedding of one place meets, [d, h]. */
export function layerOf(weights: NamedTensors, place: number, places: number, d: number): HostTensor | null {
  const own = weights[`layers.0.${place}.weight`]
  if (own?.shape[0] === d) return own
  const shared = weights['layers.0.weight']
  if (shared?.shape[0] === d) return shared
  return shared?.shape[0] === d * places ? rowsOf(shared, place * d, d) : null
}

/** Whether every place has the same table: one embedding, and one layer after it. */
function sharesAll(weights: NamedTensors, d: number): boolean {
  return 'embed.weight' in weights && weights['layers.0.weight']?.shape[0] === d
}
