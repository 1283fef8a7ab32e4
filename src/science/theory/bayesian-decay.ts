import type { Numerics } from '../../engine/ops/numerics.ts'
import type { HostTensor } from '../../shared/tensors.ts'

/**
 * Weight decay as a prior, where everything can be written down: a linear model y = Xw + noise with noise N(0, σ²) and prior
 * w ~ N(0, τ² I). Squared error with decay κ = σ²/τ² has its minimum where the posterior has its mean:
 *
 *   argmin ½|Xw − y|² + (κ/2)|w|²  =  (XᵀX + κI)⁻¹ Xᵀy  =  E[w | y],      Cov[w | y] = σ² (XᵀX + κI)⁻¹
 *
 * so decay stands for a belief about weights, and the optimum without it is the flat prior's.
 *
 * Source: Bishop, Pattern Recognition and Machine Learning, 2006, eq. 3.49 to 3.55; Miller et al. 2023, arXiv:2310.17247 (why it matters here).
 */
export interface LinearModel {
  /** X, f64 [examples, weights]. */
  readonly features: HostTensor
  /** y, f64 [examples]. */
  readonly targets: Float64Array
  /** σ, standard deviation of the noise. */
  readonly noise: number
  /** τ, standard deviation of each weight before the data. */
  readonly prior: number
}

export interface Posterior {
  /** f64 [weights]. */
  readonly mean: Float64Array
  /** f64 [weights, weights]. */
  readonly covariance: Float64Array
  /** κ = σ²/τ², the decay that has the mean as its optimum. */
  readonly decay: number
  /** log p(y) = fit + complexity, natural logarithm. */
  readonly evidence: {
    /** −½ yᵀ(σ²I + τ²XXᵀ)⁻¹ y */
    readonly fit: number
    /** −½ log det(σ²I + τ²XXᵀ) − (n/2) log 2π */
    readonly complexity: number
  }
}

/** Exact, by the singular value decomposition of X. Error: 1e-12 relative. */
export function posteriorOf(numerics: Numerics, { features, targets, noise, prior }: LinearModel): Posterior {
  const [n = 0, d = 0] = features.shape
  const { u, s, v } = numerics.svd(features)
  const rank = s.data.length
  const decay = (noise / prior) ** 2
  const along = Float64Array.from({ length: rank }, (_, r) => targets.reduce((sum, y, i) => sum + u.data[i * rank + r]! * y, 0)) // Uᵀy

  const mean = new Float64Array(d)
  const covariance = new Float64Array(d * d)
  // Directions that no example has keep the prior: covariance τ²(I − VVᵀ) + V diag(σ²/(s² + κ)) Vᵀ.
  for (let i = 0; i < d; i++) covariance[i * d + i] = prior * prior
  for (let r = 0; r < rank; r++) {
    const s2 = s.data[r]! ** 2
    const left = (noise * noise) / (s2 + decay) - prior * prior
    for (let i = 0; i < d; i++) {
      mean[i]! += (v.data[i * rank + r]! * s.data[r]! * along[r]!) / (s2 + decay)
      for (let j = 0; j < d; j++) covariance[i * d + j]! += v.data[i * rank + r]! * left * v.data[j * rank + r]!
    }
  }

  // σ²I + τ²XXᵀ has σ² + τ²s² along U and σ² elsewhere.
  let outside = targets.reduce((sum, y) => sum + y * y, 0)
  let fit = 0
  let complexity = -0.5 * n * Math.log(2 * Math.PI) - (n - rank) * Math.log(noise)
  for (let r = 0; r < rank; r++) {
    const variance = noise * noise + (prior * s.data[r]!) ** 2
    fit -= (0.5 * along[r]! ** 2) / variance
    complexity -= 0.5 * Math.log(variance)
    outside -= along[r]! ** 2
  }
  fit -= (0.5 * Math.max(0, outside)) / (noise * noise)
  return { mean, covariance, decay, evidence: { fit, complexity } }
}

/**
 * Gradient descent from 0 on ½|Xw − y|² + (κ/2)|w|²: the weights after so many steps, f64 [weights]. It comes to the posterior mean
 * of κ = σ²/τ² for 0 < η < 2/(s² + κ), s the largest singular value, and along small s only after 1/(η(s² + κ)) steps.
 */
export function decayedDescent({ features, targets }: Pick<LinearModel, 'features' | 'targets'>, { learningRate, decay, steps }: { readonly learningRate: number; readonly decay: number; readonly steps: number }): Float64Array {
  const [n = 0, d = 0] = features.shape
  const x = features.data
  const w = new Float64Array(d)
  for (let step = 0; step < steps; step++) {
    const gradient = w.map((each) => decay * each)
    for (let i = 0; i < n; i++) {
      let residual = -targets[i]!
      for (let j = 0; j < d; j++) residual += x[i * d + j]! * w[j]!
      for (let j = 0; j < d; j++) gradient[j]! += residual * x[i * d + j]!
    }
    for (let j = 0; j < d; j++) w[j]! -= learningRate * gradient[j]!
  }
  return w
}
