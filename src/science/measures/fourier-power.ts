import { modulusOf } from '../../shared/schema/config/task-words.ts'
import type { HostTensor } from '../../shared/tensors.ts'
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

/** Powers of each neuron's weights on one symbol, normalised to a sum of 1. Both symbols of every neuron: [2 · neurons, p]. */
interface Spectra {
  readonly basis: FourierBasis
  readonly shares: readonly Float64Array[]
  /** Power of each component of the basis, summed over neurons and symbols: [p]. */
  readonly total: Float64Array
}

function spectra(matrix: HostTensor, p: number): Spectra {
  const neurons = matrix.data.length / (2 * p)
  const basis = fourierBasis(p)
  const total = new Float64Array(p)
  const shares = [0, p * neurons].flatMap((from) => {
    const power = fourierPower(basis, matrix.data, from, neurons) // [neurons, p]
    return Array.from({ length: neurons }, (_, j) => {
      const own = power.subarray(j * p, (j + 1) * p)
      let sum = 0
      for (let i = 0; i < p; i++) {
        sum += own[i]!
        total[i] = total[i]! + own[i]!
      }
      return own.map((x) => x / sum)
    })
  })
  return { basis, shares, total }
}

/**
 * Inverse participation ratio of a real vector under the complex DFT w̃, normalised to Σ|w̃|² = 1: Σ_ν |w̃_ν|⁴ over all p values of ν.
 * The power P_k of a frequency stands at ν = k and ν = −k with P_k/2 each, so it adds P_k²/2; constant and alternating stand once.
 */
function participation({ p, frequencies }: FourierBasis, byFrequency: Float64Array): number {
  let sum = byFrequency[0]! ** 2
  for (let k = 1; k <= frequencies; k++) sum += byFrequency[k]! ** 2 / (2 * k === p ? 1 : 2)
  return sum
}

/** Sums cosine and sine: [p] → [⌊p/2⌋ + 1]. */
function byFrequency({ frequency, frequencies }: FourierBasis, components: Float64Array): Float64Array {
  const out = new Float64Array(frequencies + 1)
  components.forEach((x, row) => (out[frequency[row]!] = out[frequency[row]!]! + x))
  return out
}

function largest(values: Float64Array): number {
  return values.reduce((most, x) => Math.max(most, x))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
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
    const { basis, shares, total } = spectra(matrix, p)
    const frequencies = shares.map((own) => byFrequency(basis, own))
    return {
      gini: gini(total.map(Math.sqrt)),
      ipr: mean(frequencies.map((own) => participation(basis, own))),
      frequency_share: mean(frequencies.map((own) => largest(own.subarray(1)) / (1 - own[0]!))),
    }
  },
}
