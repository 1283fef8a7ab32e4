import type { Numerics } from '../../engine/ops/numerics.ts'
import { coefficients, unorderedPairs, type Parallelogram } from './parallelograms.ts'
import type { Embedding } from './representation-quality.ts'

/**
 * Liu's effective theory: what embeddings do while a decoder that is fast enough follows them.
 *
 *   ℓ = ℓ0 / Z0,   ℓ0 = (1/|P0|) Σ_P0 |E_i + E_j − E_m − E_n|²,   Z0 = Σ_k |E_k|²
 *
 * E [symbols, dimensions] has mean 0 over symbols in each dimension; the functions here subtract it.
 * Source: Liu et al. 2022, arXiv:2205.10343, section 3.2, eq. 5 to 9.
 */
export interface EffectiveTheory {
  readonly symbols: number
  /** A: the coefficients of each parallelogram, [symbols] each. */
  readonly rows: readonly Int8Array[]
  /** H·Z0 = ∂²ℓ0/∂E² = (2/|P0|) AᵀA, f64 [symbols, symbols]; zeros where there is no parallelogram. */
  readonly curvature: Float64Array
}

/** @param parallelograms those of the training set, P0(D); or all of them, as the source's own run does */
export function effectiveTheory(symbols: number, parallelograms: readonly Parallelogram[]): EffectiveTheory {
  const pairs = unorderedPairs(symbols)
  const rows = parallelograms.map((each) => coefficients(pairs, each, symbols))
  const curvature = new Float64Array(symbols * symbols)
  for (const row of rows) {
    for (let i = 0; i < symbols; i++) for (let j = 0; j < symbols; j++) curvature[i * symbols + j]! += (2 * row[i]! * row[j]!) / rows.length
  }
  return { symbols, rows, curvature }
}

/** ℓ of an embedding, ≥ 0; 0 without a parallelogram. Neither place nor scale of the embedding changes it. */
export function effectiveLoss({ rows }: EffectiveTheory, embedding: Embedding): number {
  const { symbols, dimensions } = embedding
  const e = centred(embedding)
  let loss = 0
  for (const row of rows) {
    for (let k = 0; k < dimensions; k++) {
      let defect = 0
      for (let i = 0; i < symbols; i++) defect += row[i]! * e[i * dimensions + k]!
      loss += (defect * defect) / rows.length
    }
  }
  return loss / squaredLength(e)
}

export interface GrokkingRate {
  /** λ₃, third smallest eigenvalue of H = C/Z0, per unit of effective time; 0 where the representation is not unique. */
  readonly rate: number
  /** 1/(λ₃ η): steps in which the slowest mode falls by e, η being the step of the embeddings; Infinity at rate 0. */
  readonly steps: number
  /** All eigenvalues of H, ascending: f64 [symbols]. The first two are 0: place and slope of the line. */
  readonly eigenvalues: Float64Array
}

/**
 * How fast the linear representation forms. About three times `steps` pass until it has.
 *
 * @param scale Z0 = Σ_k |E_k|²
 */
export function grokkingRate(numerics: Numerics, { symbols, curvature }: EffectiveTheory, { scale, learningRate }: { readonly scale: number; readonly learningRate: number }): GrokkingRate {
  const { values } = numerics.eigh({ shape: [symbols, symbols], dtype: 'f64', data: curvature })
  const largest = values.data.at(-1) ?? 0
  // Eigenvalues that are 0 come out as rounding of the largest one, of either sign.
  const eigenvalues = Float64Array.from(values.data, (value) => (value > 1e-12 * largest ? value / scale : 0))
  const rate = eigenvalues[2] ?? 0
  return { rate, steps: 1 / (rate * learningRate), eigenvalues }
}

/**
 * The gradient flow dE/dt = −∂ℓ/∂E = −HE + (EᵀHE/Z0) E at given times. It keeps Σ_k E_k and Z0, so H stays as it is and the flow
 * is that of e^(−Ht) E, brought back to its length:
 *
 *   E(t) = √Z0 · e^(−Ht) E(0) / |e^(−Ht) E(0)|
 *
 * @param times effective time; a step of gradient descent is η of it
 * @returns for each time the centred embedding, f64 [symbols, dimensions]. Error: 1e-10 relative.
 */
export function effectiveFlow(numerics: Numerics, { symbols, curvature }: EffectiveTheory, embedding: Embedding, times: readonly number[]): readonly Float64Array[] {
  const { dimensions } = embedding
  const start = centred(embedding)
  const scale = squaredLength(start)
  const { values, vectors } = numerics.eigh({ shape: [symbols, symbols], dtype: 'f64', data: curvature })
  const q = vectors.data
  const modes = new Float64Array(symbols * dimensions) // [mode, dimensions] = Qᵀ E(0)
  for (let mode = 0; mode < symbols; mode++) {
    for (let i = 0; i < symbols; i++) for (let k = 0; k < dimensions; k++) modes[mode * dimensions + k]! += q[i * symbols + mode]! * start[i * dimensions + k]!
  }
  return times.map((t) => {
    const e = new Float64Array(symbols * dimensions)
    for (let mode = 0; mode < symbols; mode++) {
      const left = Math.exp((-values.data[mode]! / scale) * t)
      for (let i = 0; i < symbols; i++) for (let k = 0; k < dimensions; k++) e[i * dimensions + k]! += q[i * symbols + mode]! * left * modes[mode * dimensions + k]!
    }
    const factor = Math.sqrt(scale / squaredLength(e))
    return e.map((x) => x * factor)
  })
}

/** The embedding minus its mean over symbols. */
export function centred({ symbols, dimensions, values }: Embedding): Float64Array {
  const result = Float64Array.from(values)
  for (let k = 0; k < dimensions; k++) {
    let mean = 0
    for (let i = 0; i < symbols; i++) mean += result[i * dimensions + k]! / symbols
    for (let i = 0; i < symbols; i++) result[i * dimensions + k]! -= mean
  }
  return result
}

function squaredLength(x: Float64Array): number {
  return x.reduce((sum, each) => sum + each * each, 0)
}
