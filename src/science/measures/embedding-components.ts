import { z } from 'zod'
import type { Numerics } from '../../engine/ops/numerics.ts'
import type { HostTensor } from '../../shared/tensors.ts'
import { defineMeasure } from './define.ts'
import { powerByFrequency } from './frequency-power.ts'
import { rowsOf } from './matrices.ts'
import { entropy } from './spectral-entropy.ts'
import { entrance, tablesAt } from './symbol-tables.ts'

/** Principal components of the rows of a table [v, d], the mean row taken out; r = min(v, d). */
export interface Components {
  /** Share of each in the variance, descending: f64 [r]. */
  readonly shares: Float64Array
  /** Unit vectors over rows, [v, r]: where each row stands along each component, to scale. */
  readonly vectors: HostTensor
}

export function principalComponents(numerics: Numerics, { shape: [v = 0, d = 0], data }: HostTensor): Components {
  const centred = Float64Array.from(data)
  for (let j = 0; j < d; j++) {
    let mean = 0
    for (let x = 0; x < v; x++) mean += centred[x * d + j]! / v
    for (let x = 0; x < v; x++) centred[x * d + j]! -= mean
  }
  const { u, s } = numerics.svd({ shape: [v, d], dtype: 'f64', data: centred })
  const variances = Float64Array.from(s.data, (each) => each * each)
  const total = variances.reduce((sum, each) => sum + each, 0)
  return { shares: variances.map((each) => each / total), vectors: u }
}

/** Mean over the first components of max_k (2/p)|Σ_t v_t e^(2πitk/p)|²: 1 where each is a wave. Source: Zhong et al. 2023, arXiv:2306.17844. */
export function circularity({ vectors }: Components, count = 4): number {
  const [v = 0, r = 0] = vectors.shape
  const power = powerByFrequency(vectors)
  const frequencies = Math.floor(v / 2)
  const used = Math.min(count, r)
  let sum = 0
  for (let j = 0; j < used; j++) sum += power.subarray(j * frequencies, (j + 1) * frequencies).reduce((largest, each) => Math.max(largest, each), 0)
  return sum / used
}

/**
 * Principal components of an embedding, or of the weights on the first symbol where it enters one-hot.
 *
 *   component_share.i     variance along component i / all
 *   effective_dimension   e^H of the shares
 *   circularity           how much of a wave the first four components are; for residues only
 *
 * Source: Zhong et al. 2023, arXiv:2306.17844 (circularity); Liu et al. 2022, arXiv:2205.10343, section 4.3 (effective dimension).
 */
export const embeddingComponents = defineMeasure({
  id: 'embedding_components',
  title: 'Principal components of the embedding',
  formula: String.raw`
    \text{share}_i = s_i^2\Big/\sum_i s_i^2\quad\text{of the centred table} \\
    \text{effective dimension} = \exp\Big(-\sum_i\text{share}_i\ln\text{share}_i\Big) \\
    \text{circularity} = \Big\langle\max_k\tfrac2p\Big\lvert\sum_t v_t\,e^{2\pi itk/p}\Big\rvert^2\Big\rangle\quad\text{over the first four}`,
  domain: 'Embeddings of symbols, and first layers that read residues. Shares and circularity 0 to 1, dimension from 1.',
  source: 'Zhong et al. 2023; Liu et al. 2022',
  unit: '1',
  expect: 'The effective dimension rises, then falls when the network generalises. The circularity of modular addition goes to 1: its symbols stand on circles.',
  cost: 'b',
  series: ['component_share.*', 'effective_dimension', 'circularity'],
  parameters: z.strictObject({
    place: z.string().max(200).optional().meta({ help: 'The matrix that is read, by its place; where symbols enter by default.' }),
    components: z.int().min(1).max(64).default(4).meta({ unit: 'components', help: 'So many shares are given, and enter the circularity.' }),
  }),
  lacks: ({ weights, ...input }, { place = entrance({ weights }) }) => {
    const found = tablesAt({ ...input, weights }, place)
    // Symbols of any kind have components where they have an embedding; waves need residues.
    return typeof found === 'string' && !(place.startsWith('embed.') && weights[place]?.shape.length === 2) ? found : null
  },
  compute(input, { place = entrance(input), components: count }) {
    const found = tablesAt(input, place)
    const matrix = input.weights[place]
    const table = typeof found === 'string' ? matrix && rowsOf(matrix, 0, matrix.shape[0] ?? 0) : found.tables[0]
    if (table === undefined) return {}
    const components = principalComponents(input.numerics, table)
    return {
      ...Object.fromEntries(Array.from(components.shares.subarray(0, count), (share, i) => [`component_share.${i + 1}`, share])),
      effective_dimension: Math.exp(entropy(components.shares)),
      ...(typeof found === 'string' ? {} : { circularity: circularity(components, count) }),
    }
  },
})
