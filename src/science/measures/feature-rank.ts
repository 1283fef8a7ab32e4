import { z } from 'zod'
import type { Tensor } from '../../engine/ops/ops.ts'
import { mean } from '../../engine/ops/derived.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { hiddenLayers } from './hidden-layers.ts'
import { once } from './once.ts'

/** Distance from 1 to the next number. */
const machineEpsilon = { f32: 2 ** -23, f64: 2 ** -52 } as const

/** Singular values of the covariance of each hidden layer over the training examples, descending: f64 [d] each. */
const spectra = once(async (input: MeasureInput, _parameters: null): Promise<Readonly<Record<string, HostTensor>>> => {
  const { network, compute, numerics } = input
  const names = hiddenLayers(input).map(({ name }) => name)
  const covariances = await compute.run('feature_rank.covariance', (ops) => {
    const noted: Record<string, Tensor> = {}
    network.outputs(ops, network.weights(ops), network.side(ops, 'train').inputs, (name, tensor) => (noted[name] = tensor))
    return Object.fromEntries(
      names.map((name) => {
        const h = ops.cast(noted[name] as Tensor, 'f64') // [n, d]
        const centred = ops.sub(h, mean(ops, h, { axes: [0], keepDims: true }))
        return [name, ops.mul(ops.matmul(centred, centred, { transposeLeft: true }), 1 / Math.max(1, (h.shape[0] ?? 1) - 1))] // [d, d]
      }),
    )
  })
  return Object.fromEntries(names.map((name) => [name, numerics.svd(covariances[name] as HostTensor).s]))
})

/** How many are above the threshold of the source. */
export function countAbove(s: ArrayLike<number>, n: number, epsilon: number, relative: boolean): number {
  const threshold = Math.max(n, s.length) * epsilon * (relative ? (s[0] ?? 0) : 1)
  let count = 0
  for (let i = 0; i < s.length; i++) if (s[i]! > threshold) count++
  return count
}

/** Layers from the last one back whose rank is below the share of their width, until one is not. */
export function tunnelLength(ranks: readonly number[], widths: readonly number[], share: number): number {
  let length = 0
  while (length < ranks.length) {
    const i = ranks.length - 1 - length
    if (ranks[i]! >= share * widths[i]!) break
    length++
  }
  return length
}

/**
 * Rank of the features of each hidden layer: singular values of their covariance [d, d] over the n training examples that are above
 * max(n, d) times the machine epsilon of the working precision, and how many of the last layers are a tunnel of low rank.
 *
 * Source: Fan et al. 2024, arXiv:2405.19454, section 4; Masarczyk et al. 2023, arXiv:2305.19753 (the tunnel). The source counts a layer
 * of 400 neurons as tunnel below 300, here a share of its width.
 */
export const featureRank = defineMeasure({
  id: 'feature_rank',
  title: 'Rank of the features',
  formula: String.raw`
    C = \operatorname{cov}h\quad (n\times d)\ \text{over training examples} \\
    \text{rank} = \#\{\,i:\ \sigma_i(C) > \max(n, d)\,\epsilon\,\} \\
    \text{tunnel} = \text{number of last layers with rank} < 0.75\,d`,
  domain: 'Models with hidden layers. Whole numbers from 0 to the width.',
  source: 'Fan et al. 2024',
  unit: 'dimensions',
  expect: 'Ranks of the later layers fall while the tests turn right, and deep networks grow a tunnel of layers that only pass on.',
  cost: 'b',
  series: ['feature_rank.*', 'tunnel_length'],
  parameters: z.strictObject({
    tunnel_share: z.number().gt(0).max(1).default(0.75).meta({ unit: '1', help: 'A layer belongs to the tunnel while its rank is below this share of its neurons.' }),
    relative: z.boolean().default(false).meta({ help: 'Whether the threshold is multiplied by the largest singular value, as in numerical libraries.' }),
  }),
  lacks: (input) => (hiddenLayers(input).length > 0 ? null : 'It reads hidden layers, which this model does not have.'),
  async compute(input, { tunnel_share: share, relative }) {
    const n = input.split.train.length
    const layers = Object.entries(await spectra(input, null))
    const ranks = layers.map(([, { data }]) => countAbove(data, n, machineEpsilon[input.config.precision], relative))
    const widths = layers.map(([, { data }]) => data.length)
    return { ...Object.fromEntries(layers.map(([name], i) => [`feature_rank.${name}`, ranks[i]!])), tunnel_length: tunnelLength(ranks, widths, share) }
  },
  /** Singular values of each covariance, by layer. */
  arrays: (input): Promise<NamedTensors> => spectra(input, null),
})
