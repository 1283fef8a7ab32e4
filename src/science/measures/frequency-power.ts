import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import { defineMeasure } from './define.ts'
import { basisOf, fourierPower } from './fourier-basis.ts'
import { entropy } from './spectral-entropy.ts'
import { entrance, tablesAt } from './symbol-tables.ts'

/**
 * Power of each frequency in each column, constant left out: P_k = cosine² + sine² in the orthonormal basis.
 *
 * @param table [p, columns] @returns f64 [columns, ⌊p/2⌋], element k − 1 for frequency k
 */
export function powerByFrequency({ shape: [p = 0, columns = 0], data }: HostTensor): Float64Array {
  const basis = basisOf(p)
  const power = fourierPower(basis, data, 0, columns)
  const result = new Float64Array(columns * basis.frequencies)
  for (let j = 0; j < columns; j++) {
    for (let row = 1; row < p; row++) result[j * basis.frequencies + basis.frequency[row]! - 1]! += power[j * p + row]!
  }
  return result
}

/** Σ over all columns of all tables: f64 [⌊p/2⌋]. */
function totalPower(tables: readonly HostTensor[], frequencies: number): Float64Array {
  const total = new Float64Array(frequencies)
  for (const table of tables) powerByFrequency(table).forEach((power, i) => (total[i % frequencies]! += power))
  return total
}

/** Frequencies that carry the circuit: share of the power above `factor` × the median share, and above `least`. */
export function keyFrequencies(power: Float64Array, { factor, least }: { readonly factor: number; readonly least: number }): readonly number[] {
  const sum = power.reduce((a, b) => a + b, 0)
  const sorted = power.slice().sort()
  const middle = sorted.length / 2
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return Array.from(power.keys(), (i) => i + 1).filter((k) => power[k - 1]! > factor * median && power[k - 1]! > least * sum)
}

/**
 * Mean over columns of the entropy −Σ q log q of amplitudes q of the real Fourier transform at k = 1 … ⌊p/2⌋, normalised to sum 1.
 * |Σ_x w_x e^(−2πikx/p)|² is P_k p/2, and P_k p for the alternating component of even p. Columns without any power are left out.
 *
 * Source: Minegishi et al. 2023, arXiv:2310.19470 (Fourier entropy of W_in).
 */
function fourierEntropy(tables: readonly HostTensor[], p: number, frequencies: number): number {
  let sum = 0
  let count = 0
  for (const table of tables) {
    const amplitude = powerByFrequency(table).map((power, i) => Math.sqrt(2 * ((i % frequencies) + 1) === p ? 2 * power : power))
    for (let at = 0; at < amplitude.length; at += frequencies) {
      const own = entropy(amplitude.subarray(at, at + frequencies))
      if (Number.isNaN(own)) continue
      sum += own
      count++
    }
  }
  return sum / count
}

/**
 * The frequencies that a matrix over symbols holds: the share of each in the whole power without its constant, how many stand out,
 * and how spread the columns are. Sub-groups have frequencies of their own: k with gcd(k, p) > 1.
 *
 * Source: Nanda et al. 2023, arXiv:2301.05217, section 4; Minegishi et al. 2023, arXiv:2310.19470; the rule for key frequencies is ours.
 */
export const frequencyPower = defineMeasure({
  id: 'frequency_power',
  title: 'Power of each frequency',
  formula: String.raw`
    P_k = \frac{\sum_{\text{columns}}(\cos_k^2 + \sin_k^2)}{\sum_{k\ge1}\sum_{\text{columns}}(\cos_k^2 + \sin_k^2)},\quad k\ge1 \\
    \text{key:}\quad P_k > 2\,\mathrm{median}(P)\ \text{and}\ P_k > 2\,\% \\
    \text{entropy} = \Big\langle-\sum_k q_k\ln q_k\Big\rangle_{\text{columns}},\quad q_k\propto\sqrt{P_k}`,
  domain: 'Residues that enter a first layer or an embedding. Powers are shares, 0 to 1; the entropy is at most ln⌊p/2⌋.',
  source: 'Nanda et al. 2023; Minegishi et al. 2023',
  unit: '1',
  expect: 'A few frequencies stand out of the floor while the tests are still wrong. The entropy falls from near the logarithm of ⌊p/2⌋, first slowly, then with the tests.',
  cost: 'b',
  series: ['frequency_power.*', 'key_frequencies', 'key_frequency_power', 'fourier_entropy'],
  parameters: z.strictObject({
    place: z.string().max(200).optional().meta({ help: 'The matrix that is read, by its place; where symbols enter by default.' }),
    factor: z.number().min(1).max(1000).default(2).meta({ unit: '1', help: 'A key frequency has more than this many times the median power.' }),
    least: z.number().min(0).max(1).default(0.02).meta({ unit: '1', help: 'And more than this share of the whole.' }),
  }),
  lacks(input, { place = entrance(input) }) {
    const found = tablesAt(input, place)
    return typeof found === 'string' ? found : null
  },
  compute(input, { place = entrance(input), ...rule }) {
    const found = tablesAt(input, place)
    if (typeof found === 'string') return {}
    const { p, tables } = found
    const { frequencies } = basisOf(p)
    const power = totalPower(tables, frequencies)
    const sum = power.reduce((a, b) => a + b, 0)
    const key = keyFrequencies(power, rule)
    return {
      ...Object.fromEntries(Array.from(power, (each, i) => [`frequency_power.${i + 1}`, each / sum])),
      key_frequencies: key.length,
      key_frequency_power: key.reduce((all, k) => all + power[k - 1]!, 0) / sum,
      fourier_entropy: fourierEntropy(tables, p, frequencies),
    }
  },
})
