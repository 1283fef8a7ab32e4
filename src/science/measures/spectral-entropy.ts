import type { HostTensor } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure, noParameters } from './define.ts'
import { matricesOf } from './matrices.ts'

type Spectra = readonly (readonly [place: string, values: HostTensor])[]

const known = new WeakMap<MeasureInput, Spectra>()

/** Singular values of every finite matrix, descending, by its place; those that diverged have none. All who ask share them. */
export function spectraOf(input: MeasureInput): Spectra {
  const before = known.get(input)
  if (before) return before
  const found = matricesOf(input.weights)
    .filter(([, { data }]) => data.every(Number.isFinite))
    .map(([place, matrix]) => [place, input.numerics.svd(matrix).s] as const)
  known.set(input, found)
  return found
}

/** Entropy −Σ q log q of non-negative numbers, q their shares of the sum; natural logarithm, 0 log 0 = 0. NaN where the sum is 0. */
export function entropy(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  if (sum === 0) return NaN
  let result = 0
  for (let i = 0; i < values.length; i++) {
    const share = values[i]! / sum
    if (share > 0) result -= share * Math.log(share)
  }
  return result
}

/**
 * Spectral entropy of each matrix, H = −Σ s̄ log s̄ with s̄_i = s_i/Σ s over its singular values, and its effective rank e^H.
 *
 * Error: 1e-12 relative on weights as stored. Source: DeMoss et al. 2024, arXiv:2412.09810; Roy & Vetterli 2007.
 */
export const spectralEntropy = defineMeasure({
  id: 'spectral_entropy',
  title: 'Spectral entropy and effective rank',
  formula: String.raw`
    \bar s_i = s_i\Big/\sum_i s_i\quad\text{of the singular values} \\
    H = -\sum_i\bar s_i\ln\bar s_i,\qquad \text{effective rank} = e^H`,
  domain: 'Any model, each matrix by itself. Rank from 1 to the smaller side.',
  source: 'DeMoss et al. 2024',
  unit: '1',
  expect: 'The effective rank of the inner matrix falls while the network cleans up, after it generalises: 161 at the start, 91 at 55 % of the tests, 34 at the end of the five-second grok.',
  cost: 'b',
  series: ['spectral_entropy.*', 'effective_rank.*'],
  parameters: noParameters,
  lacks: ({ weights }) => (matricesOf(weights).length > 0 ? null : 'This model has no matrix.'),
  compute(input) {
    return Object.fromEntries(
      spectraOf(input).flatMap(([place, s]) => {
        const h = entropy(s.data)
        return [[`spectral_entropy.${place}`, h], [`effective_rank.${place}`, Math.exp(h)]] as const
      }),
    )
  },
  /** The singular values, by `singular_values.` and the place. */
  arrays: (input) => Object.fromEntries(spectraOf(input).map(([place, s]) => [`singular_values.${place}`, s])),
})
