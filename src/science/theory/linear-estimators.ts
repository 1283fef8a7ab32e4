/**
 * Grokking in linear estimators: a linear student S follows a linear teacher T by gradient descent, in the eigenbasis of the
 * covariance Σ = XᵀX/N of its inputs x ~ N(0, I). λ = d/N is inputs an example; S(0) and T have entries N(0, 1/(2d)), one output.
 *
 * Source: Levi et al. 2023, "Grokking in linear estimators – a solvable model that groks without understanding", arXiv:2310.16441.
 */

/** Eigenvalues ν of Σ with the share of directions that each stands for; shares add up to 1. */
export interface Spectrum {
  readonly values: Float64Array
  readonly shares: Float64Array
}

/**
 * Marchenko–Pastur: ρ(ν) = √((ν₊ − ν)(ν − ν₋)) / (2πλν) on ν± = (1 ± √λ)², and 1 − 1/λ at ν = 0 where λ > 1.
 *
 * With ν = 1 + λ + 2√λ cos θ it is (2/π) sin²θ dθ / ν, whose trapezoids in θ converge geometrically for λ ≠ 1, and as 1/points at 1.
 */
export function marchenkoPastur(lambda: number, points = 2000): Spectrum {
  const angles = Float64Array.from({ length: points }, (_, i) => ((i + 1) * Math.PI) / (points + 1))
  const continuous = angles.map((theta) => 1 + lambda + 2 * Math.sqrt(lambda) * Math.cos(theta))
  const shares = angles.map((theta, i) => (2 * Math.sin(theta) ** 2) / (points + 1) / continuous[i]!)
  if (lambda <= 1) return { values: continuous, shares }
  return { values: Float64Array.of(0, ...continuous), shares: Float64Array.of(1 - 1 / lambda, ...shares) }
}

/** A covariance as it was drawn: each of its eigenvalues stands for one direction. */
export function drawnSpectrum(eigenvalues: ArrayLike<number>): Spectrum {
  const values = Float64Array.from(eigenvalues)
  return { values, shares: values.map(() => 1 / values.length) }
}

export interface Descent {
  /** η, per step. */
  readonly learningRate: number
  /** γ: the loss gains (γ/2)|S|², which shifts each eigenvalue by γ/2 and holds S short of T. */
  readonly decay?: number
}

/**
 * Mean losses over S(0) and T after t steps of gradient flow, D = S − T:
 *
 *   L_tr = Σ_ν share · ν ⟨D_ν²⟩,   L_gen = Σ_ν share · ⟨D_ν²⟩,   ⟨D_ν²⟩ = a² = e^(−4ηνt) without decay
 *
 * With decay a = e^(−2η(ν + γ/2)t) and D_ν = a S − (a (1 − b) + b) T, b = (γ/2)/(ν + γ/2), so ⟨D_ν²⟩ = ½ (a² + (a (1 − b) + b)²).
 */
export function linearLosses({ values, shares }: Spectrum, { learningRate, decay = 0 }: Descent, t: number): { readonly train: number; readonly test: number } {
  let train = 0
  let test = 0
  for (let i = 0; i < values.length; i++) {
    const nu = values[i]!
    const shifted = nu + decay / 2
    const a = Math.exp(-2 * learningRate * shifted * t)
    const b = decay === 0 ? 0 : decay / 2 / shifted
    const square = 0.5 * (a * a + (a * (1 - b) + b) ** 2)
    train += shares[i]! * nu * square
    test += shares[i]! * square
  }
  return { train, test }
}

/**
 * The step at which a loss has fallen to ε/4, which is an accuracy of erf √2 = 95.4 %: an example counts as right where its squared
 * error, of a normal error of mean square L, is below ε; accuracy = erf √(ε/(2L)). Infinity where it does not by `longest` steps.
 * Error: 1e-9 relative (by halving).
 */
export function stepOfAccuracy(spectrum: Spectrum, descent: Descent, side: 'train' | 'test', tolerance: number, longest = 1e12): number {
  const isThere = (t: number): boolean => linearLosses(spectrum, descent, t)[side] <= tolerance / 4
  if (isThere(0)) return 0
  let late = 1
  while (!isThere(late)) {
    late *= 2
    if (late > longest) return Infinity
  }
  let early = late / 2
  while (late - early > 1e-9 * late) {
    const middle = (early + late) / 2
    if (isThere(middle)) late = middle
    else early = middle
  }
  return late
}

/** Δt ≈ ln(1/(1 − √λ)) / (2η(1 − √λ)²): the delay for large d and small ε, λ < 1; it grows without bound towards λ = 1. */
export function delayLaw(lambda: number, learningRate: number): number {
  const gap = 1 - Math.sqrt(lambda)
  return lambda < 1 ? Math.log(1 / gap) / (2 * learningRate * gap * gap) : Infinity
}
