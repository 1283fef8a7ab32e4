import { allParallelograms, unorderedPairs, type Parallelogram } from './parallelograms.ts'

/** Embeddings [symbols, dimensions], row-major. */
export interface Embedding {
  readonly symbols: number
  readonly dimensions: number
  readonly values: ArrayLike<number>
}

/** Mean 0 and unbiased standard deviation 1 in each dimension. f64 [symbols, dimensions]; NaN where a dimension is constant. */
export function standardised({ symbols, dimensions, values }: Embedding): Float64Array {
  const result = new Float64Array(symbols * dimensions)
  for (let k = 0; k < dimensions; k++) {
    let mean = 0
    for (let i = 0; i < symbols; i++) mean += values[i * dimensions + k]! / symbols
    let squares = 0
    for (let i = 0; i < symbols; i++) squares += (values[i * dimensions + k]! - mean) ** 2
    const deviation = Math.sqrt(squares / (symbols - 1))
    for (let i = 0; i < symbols; i++) result[i * dimensions + k] = (values[i * dimensions + k]! - mean) / deviation
  }
  return result
}

/**
 * The parallelograms that an embedding has: ⟨(E_i + E_j − E_m − E_n)²⟩ over dimensions below the tolerance, E standardised.
 *
 * Source: Liu et al. 2022, arXiv:2205.10343, eq. 4 and `toy/train_add.py` (tolerance 0.01).
 */
export function presentParallelograms(embedding: Embedding, tolerance = 0.01): readonly Parallelogram[] {
  const e = standardised(embedding)
  const { symbols, dimensions } = embedding
  const pairs = unorderedPairs(symbols)
  return allParallelograms(pairs).filter(([left, right]) => {
    const [i, j] = pairs[left]!
    const [m, n] = pairs[right]!
    let sum = 0
    for (let k = 0; k < dimensions; k++) sum += (e[i * dimensions + k]! + e[j * dimensions + k]! - e[m * dimensions + k]! - e[n * dimensions + k]!) ** 2
    return sum / dimensions < tolerance
  })
}

/** RQI: the share of all parallelograms that the embedding has. From 0.95 on Liu calls a representation good. */
export function representationQuality(embedding: Embedding, tolerance = 0.01): number {
  return presentParallelograms(embedding, tolerance).length / allParallelograms(unorderedPairs(embedding.symbols)).length
}
