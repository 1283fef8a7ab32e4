import { z } from 'zod'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import { defineMeasure } from './define.ts'
import { gini } from './inequality.ts'

const place = 'layers.0.weight'

/** ‖w_j‖² of each neuron: its input weights, and its bias where it has one. f64 [neurons] */
function squaredNorms(matrix: HostTensor, bias: HostTensor | undefined): Float64Array {
  const [inputs = 0, neurons = 0] = matrix.shape
  const squares = new Float64Array(neurons)
  for (let i = 0; i < inputs; i++) for (let j = 0; j < neurons; j++) squares[j]! += matrix.data[i * neurons + j]! ** 2
  bias?.data.forEach((b, j) => (squares[j]! += b * b))
  return squares
}

/** Neurons of the first layer, largest norm first: the order in which a sub-network takes them. */
export function neuronsByNorm(weights: NamedTensors): Int32Array {
  const matrix = weights[place]
  if (matrix === undefined) return new Int32Array()
  const squares = squaredNorms(matrix, weights['layers.0.bias'])
  return Int32Array.from(squares.keys()).sort((a, b) => squares[b]! - squares[a]!)
}

/**
 * How few neurons of the first layer carry its norm, n of them in all:
 *
 *   top_neuron_share   Σ of the k largest ‖w_j‖² / Σ_j ‖w_j‖²
 *   neuron_norm_gini   Gini coefficient of ‖w_j‖
 *   live_neurons       neurons with ‖w_j‖ above a share of the largest
 *
 * Source: Merrill et al. 2023, arXiv:2303.11873, section 4 (norms; 6 to 8 neurons remain); the part of M19 that needs no data.
 */
export const neuronNorms = defineMeasure({
  id: 'neuron_norms',
  title: 'Concentration on few neurons',
  formula: String.raw`
    w_j:\ \text{input weights and bias of neuron } j \text{ in the first layer} \\
    \text{top share} = \sum_{\text{top } k}\lVert w_j\rVert^2\Big/\sum_j\lVert w_j\rVert^2,\qquad \mathrm{Gini}\ \text{of}\ \lVert w_j\rVert \\
    \text{live:}\quad \lVert w_j\rVert > c\,\max_j\lVert w_j\rVert`,
  domain: 'Models with a first layer layers.0.weight. Shares 0 to 1.',
  source: 'Merrill et al. 2023',
  unit: '1',
  expect: 'In sparse parity all neurons memorise, then six to eight take over: their share rises from k/n to above 0.9 as the tests turn right.',
  cost: 'a',
  series: ['top_neuron_share', 'neuron_norm_gini', 'live_neurons'],
  parameters: z.strictObject({
    top: z.int().min(1).max(8192).default(8).meta({ unit: 'neurons', help: 'The largest so many are counted as top.' }),
    live: z.number().min(0).max(1).default(0.05).meta({ unit: '1', help: 'A neuron lives while its norm is above this share of the largest.' }),
  }),
  lacks: ({ weights }) => (weights[place]?.shape.length === 2 ? null : `It reads ${place}, which this model does not have.`),
  compute({ weights }, { top, live }) {
    const matrix = weights[place]
    if (matrix === undefined) return {}
    const squares = squaredNorms(matrix, weights['layers.0.bias']).sort().reverse()
    const total = squares.reduce((sum, x) => sum + x, 0)
    const norms = squares.map(Math.sqrt)
    return {
      top_neuron_share: squares.subarray(0, top).reduce((sum, x) => sum + x, 0) / total,
      neuron_norm_gini: gini(norms),
      live_neurons: norms.filter((norm) => norm > live * (norms[0] ?? 0)).length,
    }
  },
})
