import { z } from 'zod'
import { defineMeasure } from './define.ts'
import { basisOf, fourierPower, type FourierBasis } from './fourier-basis.ts'
import { gini } from './inequality.ts'
import { entrance, tablesAt } from './symbol-tables.ts'

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
 * How far the weights on symbols have become a few waves. The columns of the first matrix are the neurons' weights on a and on b,
 * those of an embedding its coordinates, each a function on Z_p:
 *
 *   gini              Gini coefficient of √(Σ_neurons,symbols w̃²) over the p components of the orthonormal real Fourier basis
 *   ipr               mean over neurons and symbols of Σ_ν |w̃_ν|⁴, complex DFT with Σ|w̃|² = 1
 *   frequency_share   mean over neurons and symbols of max_k P_k / Σ_k P_k for k ≥ 1, P_k = cosine² + sine²
 *
 * Error: 1e-12 relative in f64, on weights as stored. Values known beforehand: ipr ≈ 2/p for Gaussian weights, 1/2 for a cosine.
 * Source: Gromov 2023, arXiv:2301.02679 (ipr); Nanda et al. 2023, arXiv:2301.05217, section 5 (Gini); PAIR 2023 (shares).
 */
export const fourierPowerMeasure = defineMeasure({
  id: 'fourier_power',
  title: 'Fourier power of the first layer',
  formula: String.raw`
    \tilde w:\ \text{orthonormal Fourier components of a neuron’s weights on } a, b \\
    \mathrm{IPR} = \Big\langle\sum_\nu\lvert\tilde w_\nu\rvert^4\Big\rangle,\quad \sum_\nu\lvert\tilde w_\nu\rvert^2 = 1 \\
    \mathrm{Gini}\ \text{of}\ \sqrt{\textstyle\sum_{\text{neurons}}\tilde w^2}\ \text{over components} \\
    \text{share} = \Big\langle\max_k P_k\Big/\sum_{k\ge1}P_k\Big\rangle`,
  domain: 'Residues that enter a first layer or an embedding. 0 to 1.',
  source: 'Gromov 2023; Nanda et al. 2023; PAIR 2023',
  unit: '1',
  expect:
    'IPR and share rise while the test accuracy is still low: the circuit forms before it shows. IPR begins near 2/p and would be 1/2 for pure cosines. Gini rises where the network settles on few frequencies, and stays low where its neurons use all of them.',
  cost: 'a',
  series: ['gini', 'ipr', 'frequency_share'],
  parameters: z.strictObject({ place: z.string().max(200).optional().meta({ help: 'The matrix that is read, by its place; where symbols enter by default.' }) }),
  lacks(input, { place = entrance(input) }) {
    const found = tablesAt(input, place)
    return typeof found === 'string' ? found : null
  },
  compute(input, { place = entrance(input) }) {
    const found = tablesAt(input, place)
    if (typeof found === 'string') return {}
    const basis = basisOf(found.p)
    const sums: Sums = { ipr: 0, share: 0, columns: 0, total: new Float64Array(found.p) }
    for (const { shape, data } of found.tables) addSymbol(sums, basis, fourierPower(basis, data, 0, shape[1] ?? 0))
    return { gini: gini(sums.total.map(Math.sqrt)), ipr: sums.ipr / sums.columns, frequency_share: sums.share / sums.columns }
  },
})
