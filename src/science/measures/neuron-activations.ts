import { z } from 'zod'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { HostTensor, NamedTensors } from '../../shared/tensors.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { basisOf } from './fourier-basis.ts'
import { neuronLayers } from './forward.ts'
import { once } from './once.ts'
import { gridTokens, lacksGrid, residueGrid } from './residue-grid.ts'

/** Of each neuron of a layer: the frequency that describes its activations best, and the share of their energy that it has. */
export interface ExplainedLayer {
  readonly layer: string
  /** i32 [neurons]; 0 of a neuron that is the same for all pairs. */
  readonly frequency: Int32Array
  /** f64 [neurons]; 0 of a neuron that is the same for all pairs. */
  readonly share: Float64Array
}

/** 1 where row r of the basis is the constant or one of the components of frequency k: f64 [n, ⌊n/2⌋], column k − 1. */
function membership(n: number): HostTensor {
  const { frequency, frequencies } = basisOf(n)
  const data = new Float64Array(n * frequencies)
  for (let row = 0; row < n; row++) for (let k = 1; k <= frequencies; k++) if (row === 0 || frequency[row] === k) data[row * frequencies + k - 1] = 1
  return { shape: [n, frequencies], dtype: 'f64', data }
}

/**
 * Energy of activations in the 3 × 3 block of each frequency, {1, cos k, sin k}² without the constant, and in all components but that:
 *
 *   F_rs = Σ_ab B_ra B_sb h(a, b),   block_k = Σ_{r,s ∈ k} F_rs² − F_00²,   all = Σ_rs F_rs² − F_00²
 *
 * @param h [n², neurons] @returns block [neurons, ⌊n/2⌋] and all [neurons], f64
 */
function blockEnergies(ops: Ops, n: number, h: Tensor): { readonly block: Tensor; readonly all: Tensor } {
  const neurons = h.shape[1] ?? 0
  const { frequencies } = basisOf(n)
  const basis = ops.constant({ shape: [n, n], dtype: 'f64', data: basisOf(n).rows })
  const member = ops.constant(membership(n)) // [n, K]
  const overA = ops.matmul(basis, ops.reshape(ops.cast(h, 'f64'), [n, n * neurons])) // [n(r), n(b) · neurons]
  const byNeuron = ops.transpose(ops.reshape(overA, [n, n, neurons]), [0, 2, 1]) // [n(r), neurons, n(b)]
  const flat = ops.reshape(byNeuron, [n * neurons, n])
  const components = ops.matmul(flat, basis, { transposeRight: true }) // [n(r) · neurons, n(s)]
  const energy = ops.mul(components, components)
  const constant = ops.reshape(ops.slice(energy, [0, 0], [neurons, 1]), [neurons, 1]) // the first neurons rows are those of r = 0
  const inBlock = ops.reshape(ops.matmul(energy, member), [n, neurons, frequencies]) // [n(r), neurons, K]
  const block = ops.sum(ops.mul(inBlock, ops.reshape(member, [n, 1, frequencies])), { axes: [0] }) // [neurons, K]
  const all = ops.sum(ops.reshape(energy, [n, neurons, n]), { axes: [0, 2] }) // [neurons]
  return { block: ops.sub(block, constant), all: ops.sub(all, ops.reshape(constant, [neurons])) }
}

/** In one program: a forward pass over all pairs and the two-dimensional Fourier transform of every neuron. */
const explainedLayers = once(async (input: MeasureInput, _parameters: null): Promise<readonly ExplainedLayer[]> => {
  const { network, compute } = input
  const grid = residueGrid(input)
  if (typeof grid === 'string') return []
  const { n } = grid
  const layers = neuronLayers(input)
  const tokens = gridTokens(grid)
  const energies = await compute.run(
    'neuron activations',
    (ops) => {
      const found: Record<string, Tensor> = {}
      network.outputs(ops, network.weights(ops), ops.input('measured.inputs', tokens.shape, 'i32'), (name, tensor) => {
        if (!layers.includes(name)) return
        const { block, all } = blockEnergies(ops, n, tensor)
        found[`block ${name}`] = block
        found[`all ${name}`] = all
      })
      return found
    },
    { 'measured.inputs': tokens },
  )
  return layers.map((layer) => explained(layer, energies))
})

/** A neuron whose activations differ by less than rounding, relative to the largest of the layer, is dead. */
const dead = 1e-12

function explained(layer: string, energies: NamedTensors): ExplainedLayer {
  const block = energies[`block ${layer}`]
  const all = energies[`all ${layer}`]
  if (block === undefined || all === undefined) throw new Error(`${layer} was not measured.`)
  const [neurons = 0, frequencies = 0] = block.shape
  let most = 0
  for (const each of all.data) most = Math.max(most, each)
  const frequency = new Int32Array(neurons)
  const share = new Float64Array(neurons)
  for (let j = 0; j < neurons; j++) {
    if (all.data[j]! <= dead * most) continue
    let best = 0
    for (let k = 1; k < frequencies; k++) if (block.data[j * frequencies + k]! > block.data[j * frequencies + best]!) best = k
    frequency[j] = best + 1
    share[j] = block.data[j * frequencies + best]! / all.data[j]!
  }
  return { layer, frequency, share }
}

/**
 * How much of each neuron's activations over the whole table one frequency explains, in a, in b and in both:
 *
 *   activations_explained.l     share of the neurons of layer l with more than `explained`
 *   activation_share.l          mean share over the neurons that are alive
 *   activation_frequencies.l    how many frequencies the explained ones have
 *   alive_neurons.l             neurons that are not the same for all pairs
 *
 * Source: Nanda et al. 2023, arXiv:2301.05217, section 4.3 (433 of 512 neurons above 85 %).
 */
export const neuronActivations = defineMeasure({
  id: 'neuron_activations',
  title: 'Frequencies of activations',
  formula: String.raw`
    F = \text{2-D Fourier transform of } h_j(a, b) \text{ over all pairs} \\
    \text{share} = \max_k\ \sum_{3\times3\ \text{block of } k}F^2\Big/\sum F^2,\quad\text{the constant left out}`,
  domain: 'Tables of all pairs of residues, and models that tell of hidden neurons. 0 to 1.',
  source: 'Nanda et al. 2023',
  unit: '1',
  expect: 'Neurons become functions of one frequency each: 85 % of those of Nanda’s transformer end above 85 %. Further layers mix frequencies, and explain less.',
  cost: 'b',
  series: ['activations_explained.*', 'activation_share.*', 'activation_frequencies.*', 'alive_neurons.*'],
  parameters: z.strictObject({ explained: z.number().min(0).max(1).default(0.85).meta({ unit: '1', help: 'A neuron counts as explained when one frequency has more than this share of it.' }) }),
  lacks(input) {
    const lack = lacksGrid(input, { sum: false })
    if (lack !== null) return lack
    const names = neuronLayers(input)
    return names.length === 0 ? 'It reads hidden neurons, which this model does not tell of.' : lacksGrid(input, { sum: false, names })
  },
  async compute(input, { explained: least }) {
    const values: Record<string, number> = {}
    for (const { layer, frequency, share } of await explainedLayers(input, null)) {
      const alive = frequency.reduce((count, k) => count + (k > 0 ? 1 : 0), 0)
      const clear = frequency.filter((_, j) => share[j]! > least)
      values[`activations_explained.${layer}`] = clear.length / share.length
      values[`activation_share.${layer}`] = share.reduce((sum, each) => sum + each, 0) / alive
      values[`activation_frequencies.${layer}`] = new Set(clear).size
      values[`alive_neurons.${layer}`] = alive
    }
    return values
  },
  async arrays(input) {
    const layers = await explainedLayers(input, null)
    return Object.fromEntries(
      layers.flatMap(({ layer, frequency, share }): [string, HostTensor][] => [
        [`frequency.${layer}`, { shape: [frequency.length], dtype: 'i32', data: frequency }],
        [`share.${layer}`, { shape: [share.length], dtype: 'f64', data: share }],
      ]),
    )
  },
})
