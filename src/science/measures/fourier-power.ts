import { modulusOf } from '../../shared/schema/config/task-words.ts'
import type { Measure, MeasureInput } from '../types.ts'
import { fourierBasis, fourierPower, type FourierBasis } from './fourier-basis.ts'
import { gini } from './inequality.ts'

/** The first weight matrix, whose rows are symbols: p rows for a, then p rows for b. */
const place = 'layers.0.weight'

function lacks({ config, weights }: MeasureInput): string | null {
  const matrix = weights[place]
  if (matrix === undefined) return `It reads ${place}, which this model does not have.`
  const p = modulusOf(config.task)
  if (p === null) return 'Its symbols are residues, and those of this task are not.'
  if (matrix.shape.length !== 2 || matrix.shape[0] !== 2 * p) return `It reads ${place} as two blocks of ${p} rows, one a symbol; here its shape is ${matrix.shape.join(' × ')}.`
  return null
}

/** The basis of the run in progress: it is asked for at every logged step. */
let kept: FourierBasis | null = null

function basisOf(p: number): FourierBasis {
  if (kept?.p !== p) kept = fourierBasis(p)
  return kept
}

/** What each column of a symbol adds to the values of this measure. */
interface Sums {
  ipr: number
  share: number
  columns: number
  /** Power of each component of the basis, summed over neurons and symbols: [p]. */
  readonly total: Float64Array
}

/**
 * Adds up one symbol. P_k of a column is cosine² + sine², and all of its powers are divided by their sum.
 *
 * The inverse participation ratio is that of a real vector under the complex DFT w̃, normalised to Σ|w̃|² = 1: Σ_ν |w̃_ν|⁴ over all
 * p values of ν. P_k stands at ν = k and ν = −k with P_k/2 each, so it adds P_k²/2; constant and alternating stand once.
 *
 * @param power [columns, p] in the order of the basis
 */
function addSymbol(sums: Sums, { p, frequency, frequencies }: FourierBasis, power: Float64Array): void {
  const byFrequency = new Float64Array(frequencies + 1)
  for (let at = 0; at < power.length; at += p) {
    byFrequency.fill(0)
    let sum = 0
    for (let row = 0; row < p; row++) {
      const own = power[at + row]!
      sum += own
      sums.total[row] = sums.total[row]! + own
      byFrequency[frequency[row]!] = byFrequency[frequency[row]!]! + own
    }
    const constant = byFrequency[0]! / sum
    let ipr = constant * constant
    let largest = 0
    for (let k = 1; k <= frequencies; k++) {
      const share = byFrequency[k]! / sum
      ipr += (share * share) / (2 * k === p ? 1 : 2)
      largest = Math.max(largest, share)
    }
    sums.ipr += ipr
    sums.share += largest / (1 - constant)
    sums.columns++
  }
}

/**
 * How far the first matrix has become a few waves. Its columns are the neurons' weights on a and on b, each a function on Z_p:
 *
 *   gini              Gini coefficient of √(Σ_neurons,symbols w̃²) over the p components of the orthonormal real Fourier basis
 *   ipr               mean over neurons and symbols of Σ_ν |w̃_ν|⁴, complex DFT with Σ|w̃|² = 1
 *   frequency_share   mean over neurons and symbols of max_k P_k / Σ_k P_k for k ≥ 1, P_k = cosine² + sine²
 *
 * Error: 1e-12 relative in f64, on weights as stored. Values known beforehand: ipr ≈ 2/p for Gaussian weights, 1/2 for a cosine.
 * Source: Gromov 2023, arXiv:2301.02679 (ipr); Nanda et al. 2023, arXiv:2301.05217, section 5 (Gini); PAIR 2023 (shares).
 */
export const fourierPowerMeasure: Measure = {
  id: 'fourier_power',
  title: 'Fourier power of the first layer',
  formula:
    'w̃: orthonormal Fourier components of each neuron’s weights on a and on b · IPR = ⟨Σ_ν |w̃_ν|⁴⟩ with Σ|w̃|² = 1 (complex DFT) · Gini of √(Σ_neurons w̃²) over components · share = ⟨max_k P_k / Σ_k P_k⟩, k ≥ 1',
  source: 'Gromov 2023; Nanda et al. 2023; PAIR 2023',
  unit: '1',
  expect:
    'IPR and share rise while the test accuracy is still low: the circuit forms before it shows. IPR begins near 2/p and would be 1/2 for pure cosines. Gini rises where the network settles on few frequencies, and stays low where its neurons use all of them.',
  cost: 'a',
  series: ['gini', 'ipr', 'frequency_share'],
  lacks,
  compute(input) {
    const matrix = input.weights[place]
    const p = modulusOf(input.config.task)
    if (matrix === undefined || p === null || lacks(input) !== null) return {}
    const basis = basisOf(p)
    const neurons = matrix.data.length / (2 * p)
    const sums: Sums = { ipr: 0, share: 0, columns: 0, total: new Float64Array(p) }
    for (const from of [0, p * neurons]) addSymbol(sums, basis, fourierPower(basis, matrix.data, from, neurons))
    return { gini: gini(sums.total.map(Math.sqrt)), ipr: sums.ipr / sums.columns, frequency_share: sums.share / sums.columns }
  },
}
