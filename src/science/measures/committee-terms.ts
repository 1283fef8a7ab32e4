import type { HostTensor } from '../../shared/tensors.ts'
import { teacherDirection } from '../tasks/polynomial-regression.ts'
import type { Values } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'

const place = 'layers.0.weight'

/** Mean w̄ [d] and M = (1/N) Σ w wᵀ [d, d] over the columns of W [d, N]. */
function momentsOf({ shape: [d = 0, n = 0], data }: HostTensor): { readonly mean: Float64Array; readonly second: Float64Array } {
  const mean = new Float64Array(d)
  const second = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < n; k++) mean[i]! += data[i * n + k]! / n
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = 0; k < n; k++) sum += data[i * n + k]! * data[j * n + k]!
      second[i * d + j] = second[j * d + i] = sum / n
    }
  }
  return { mean, second }
}

/** βᵀ A β for A [d, d] */
function form(beta: Float64Array, a: Float64Array): number {
  const d = beta.length
  let sum = 0
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) sum += beta[i]! * a[i * d + j]! * beta[j]!
  return sum
}

/**
 * The expected squared error of a committee on y = ½ (β·x)², x ~ N(0, I/D), in closed form and by its parts, and how its features lie to
 * the task. With b = α (w̄ − w̄₀), M = (1/N) Σ w wᵀ and A = α ε (M − M₀) − β βᵀ the error is f − y = b·x + ½ xᵀ A x, so
 *
 *   E (f − y)² = |b|²/D + (tr A / 2D)² + tr(A²)/2D²
 *
 *   error_linear = |b|²/D,   error_mean = (tr A / 2D)²,   error_misalignment = (βᵀAβ/|β|²)²/2D², along the direction that decides,
 *   error_variance = the rest of tr(A²)/2D²: what was learnt that means nothing,   expected_error = their sum
 *   feature_alignment = βᵀMβ/(|β|² tr M/D): 1 where features lie any way, D where all lie along β
 *
 * Source: Kumar et al. 2023, arXiv:2310.06110, sections 3 and 4 (the sufficient statistics tr M, βᵀMβ and w̄; which part bears which
 * name is ours).
 */
export const committeeTerms = defineMeasure({
  id: 'committee_terms',
  title: 'Error of a committee by its parts',
  formula: String.raw`
    b = \alpha(\bar w - \bar w_0),\qquad A = \alpha\varepsilon(M - M_0) - \beta\beta^{\mathsf T},\qquad M = \langle ww^{\mathsf T}\rangle \\
    \mathbb E(f - y)^2 = \frac{\lVert b\rVert^2}D + \Big(\frac{\operatorname{tr}A}{2D}\Big)^2 + \frac{\operatorname{tr}A^2}{2D^2} \\
    \text{alignment} = \frac{\beta^{\mathsf T}M\beta}{\lVert\beta\rVert^2\operatorname{tr}M/D}`,
  domain: 'A committee on polynomial_regression. Errors 0 and above, alignment 0 and above.',
  source: 'Kumar et al. 2023',
  unit: 'squared output',
  expect: 'Lazy learning first fits with linear power and variance, and the error on new examples passes that of answering 0; when the features turn to β the alignment rises and all parts fall.',
  cost: 'a',
  series: ['expected_error', 'error_linear', 'error_mean', 'error_misalignment', 'error_variance', 'feature_alignment'],
  parameters: noParameters,
  lacks: ({ config }) => (config.model.kind === 'committee' && config.task.kind === 'polynomial_regression' ? null : 'It knows the error of a committee (model.kind committee) on polynomial_regression.'),
  compute({ config: { model, task }, weights, initial }): Values {
    const now = weights[place]
    const before = initial[place]
    if (model.kind !== 'committee' || task.kind !== 'polynomial_regression' || now === undefined || before === undefined) return {}
    const { alpha, epsilon } = model
    const beta = teacherDirection(task)
    const d = beta.length
    const [at, from] = [momentsOf(now), momentsOf(before)]
    const a = at.second.map((m, i) => alpha * epsilon * (m - from.second[i]!) - beta[Math.floor(i / d)]! * beta[i % d]!)
    let trace = 0
    let featureTrace = 0
    for (let i = 0; i < d; i++) {
      trace += a[i * d + i]!
      featureTrace += at.second[i * d + i]!
    }
    const length = beta.reduce((sum, each) => sum + each ** 2, 0)
    const linear = at.mean.reduce((sum, w, i) => sum + (alpha * (w - from.mean[i]!)) ** 2, 0) / d
    const mean = (trace / (2 * d)) ** 2
    const misalignment = (form(beta, a) / length) ** 2 / (2 * d * d)
    const spread = a.reduce((sum, each) => sum + each ** 2, 0) / (2 * d * d)
    return {
      expected_error: linear + mean + spread,
      error_linear: linear,
      error_mean: mean,
      error_misalignment: misalignment,
      error_variance: spread - misalignment,
      feature_alignment: form(beta, at.second) / (length * (featureTrace / d)),
    }
  },
})
