import type { ModelConfig } from '../../shared/schema/config/model.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { weight, type Parameter, type Weights, type Widths } from './model.ts'
import { column, once, sumOverPlaces } from './rows.ts'

export type EmbeddingConfig = NonNullable<Extract<ModelConfig, { kind: 'mlp' }>['embedding']>
export type Tokens = Extract<Widths['inputs'], { kind: 'tokens' }>

/** `embed.weight`, or `embed.0.weight`, `embed.1.weight`, … one for each place. */
export function tableName({ tables }: EmbeddingConfig, place: number): string {
  return tables === 'shared' ? 'embed.weight' : `embed.${place}.weight`
}

/** `layers.0.0`, `layers.0.1`, …: the first layers, where each symbol goes through one of its own. */
export function ownLayer(place: number): string {
  return `layers.0.${place}`
}

/** Numbers that the first layer reads. */
export function joinedWidth({ width, combine }: EmbeddingConfig, { columns }: Tokens): number {
  return combine === 'concat' ? columns * width : width
}

export function embeddingParameters(config: EmbeddingConfig, { columns, vocabulary }: Tokens): Parameter[] {
  return Array.from({ length: config.tables === 'shared' ? 1 : columns }, (_, place): Parameter => ({ name: tableName(config, place), shape: [vocabulary, config.width], fanIn: vocabulary, role: 'embedding' }))
}

/** The part of the first layer that the vector of one place meets: [width, h]. */
function partOf(ops: Ops, { combine, width }: EmbeddingConfig, weights: Weights, place: number): Tensor {
  if (combine === 'sum_of_layers') return weight(weights, `${ownLayer(place)}.weight`)
  const whole = weight(weights, 'layers.0.weight')
  return combine === 'concat' ? ops.slice(whole, [place * width, 0], [width, whole.shape[1] ?? 0]) : whole
}

/** The product of square matrices in the order of the places: rows [n, m²] each → [n, m²]. */
function matrixProduct(ops: Ops, width: number, columns: number, rows: (place: number) => Tensor): Tensor {
  const side = Math.sqrt(width)
  const matrices = Array.from({ length: columns }, (_, place) => ops.reshape(rows(place), [rows(place).shape[0] ?? 0, side, side])) // [n, m, m]
  const product = matrices.reduce((left, right) => ops.matmul(left, right))
  return ops.reshape(product, [product.shape[0] ?? 0, width])
}

/**
 * Sums of the first layer, without its constants, over symbols that enter as learnt vectors E_c[t_c] of place c:
 *
 *   concat           [E_0[t_0], E_1[t_1], …] W = Σ_c E_c[t_c] W_c, W_c the rows of W that meet place c
 *   sum              (Σ_c E_c[t_c]) W
 *   sum_of_layers    Σ_c E_c[t_c] W_c, W_c a layer of its own
 *   matrix_product   (E_0[t_0] E_1[t_1] …) W, the vectors taken as square matrices, row by row
 *
 * Where there are fewer symbols than examples, E_c W_c is formed first and its rows are looked up: (E W)[t] = E[t] W, the same
 * sums in the same order, for v products of rows in place of n. A product of matrices is not linear in a table and has no such form.
 *
 * @param tokens i32 [n, columns] @returns [n, h]
 * Source: Liu et al. 2022, arXiv:2205.10343 (sum, matrix product); Chughtai et al. 2023, arXiv:2302.03025 (tables of their own,
 *   side by side); devinterp's grokking notebook (layers of their own); looking up products: ours.
 */
export function embeddedSums(ops: Ops, config: EmbeddingConfig, { columns, vocabulary }: Tokens, weights: Weights, tokens: Tensor): Tensor {
  const [n = 0] = tokens.shape
  const table = (place: number): Tensor => weight(weights, tableName(config, place))
  const rows = once((place: number) => ops.gather(table(place), column(ops, tokens, place))) // [n, width]
  if (config.combine === 'matrix_product') return ops.matmul(matrixProduct(ops, config.width, columns, rows), weight(weights, 'layers.0.weight'))
  // Places that share table and layer share the product.
  const isShared = config.combine === 'sum' && config.tables === 'shared'
  if (vocabulary * (isShared ? 1 : columns) < n * (config.combine === 'sum' ? 1 : columns)) {
    const product = once((place: number) => ops.matmul(table(place), partOf(ops, config, weights, place))) // [v, h]
    return sumOverPlaces(ops, columns, (place) => ops.gather(product(isShared ? 0 : place), column(ops, tokens, place))) // [n, h]
  }
  if (config.combine === 'sum') return ops.matmul(sumOverPlaces(ops, columns, rows), weight(weights, 'layers.0.weight'))
  return sumOverPlaces(ops, columns, (place) => ops.matmul(rows(place), partOf(ops, config, weights, place)))
}
