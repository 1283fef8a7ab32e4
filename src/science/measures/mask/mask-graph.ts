import { z } from 'zod'
import { defineMeasure } from '../define.ts'
import { matricesOf } from '../matrices.ts'
import { averagePathLength, bipartiteOf, firstTwo, meanDegrees, squareClustering } from './bipartite.ts'
import { pruned } from './magnitude-mask.ts'
import { magnitudeMask } from './mask.ts'

/** Visits of edges by which the shortest ways of one matrix may be found. */
const mostVisits = 2e9

/**
 * The mask of each matrix as a graph between inputs and outputs. With singular values σ of the mask (0 and 1) and σ' of the kept
 * |w|, and mean degrees d_in, d_out of the nodes that have an edge:
 *
 *   ramanujan_gap     √(d_in − 1) + √(d_out − 1) − σ₂: above 0 the graph mixes as well as a random one can
 *   spectral_gap      σ'₁ − σ'₂
 *   path_length       mean number of edges between joined nodes
 *   mask_clustering   share of paths of three edges that close to a square
 *
 * Source: Minegishi et al. 2023, arXiv:2310.19470, section 5, after Hoang et al. 2023 (the bound for irregular graphs, eigenvalues by
 * size: the third is σ₂). Clustering as by Robins & Alexander 2004, because such a graph has no triangles.
 */
export const maskGraph = defineMeasure({
  id: 'mask_graph',
  title: 'Graph of the mask',
  formula: String.raw`
    \text{graph of the kept entries of each matrix} \\
    \text{Ramanujan gap} = \sqrt{d_{\text{in}} - 1} + \sqrt{d_{\text{out}} - 1} - \sigma_2(\text{mask}) \\
    \text{spectral gap} = \sigma_1 - \sigma_2\ \text{of the kept}\ \lvert w\rvert \\
    \text{mean shortest path},\qquad \text{clustering} = \frac{\text{squares}}{\text{paths of three edges}}`,
  domain: 'Any model with matrices, each as a graph of inputs and outputs.',
  source: 'Minegishi et al. 2023; Hoang et al. 2023',
  unit: '1',
  expect: 'As the network generalises its mask collects around few neurons and is further from a random graph: in the five-second grok clustering rises in every matrix (0.35 to 0.50 at the start, 0.57 to 0.78 at the end), and the Ramanujan gap of the middle one falls from 3.4 below 0.',
  cost: 'c',
  series: ['ramanujan_gap.*', 'spectral_gap.*', 'path_length.*', 'mask_clustering.*'],
  parameters: z.strictObject({ prune: pruned }),
  lacks: ({ weights }) => (matricesOf(weights).length > 0 ? null : 'This model has no matrix.'),
  async compute(input, { prune }) {
    const mask = magnitudeMask(input.weights, prune)
    const values: Record<string, number> = {}
    const matrices = matricesOf(input.weights)
    for (const [i, [place, { shape, data }]] of matrices.entries()) {
      await input.breathe(i / matrices.length)
      const [m = 0, n = 0] = shape
      const own = mask[place] ?? new Uint8Array(m * n)
      const graph = bipartiteOf(own, m, n)
      if (graph.edges === 0) continue
      const [dIn, dOut] = meanDegrees(graph)
      const [, second] = firstTwo(input.numerics, Float64Array.from(own), m, n)
      const [largest, next] = firstTwo(input.numerics, Float64Array.from(data, (w, k) => Math.abs(w) * own[k]!), m, n)
      values[`ramanujan_gap.${place}`] = Math.sqrt(dIn - 1) + Math.sqrt(dOut - 1) - second
      values[`spectral_gap.${place}`] = largest - next
      values[`path_length.${place}`] = (m + n) * 2 * graph.edges <= mostVisits ? averagePathLength(graph) : NaN
      values[`mask_clustering.${place}`] = squareClustering(graph)
    }
    await input.breathe(1)
    return values
  },
})
