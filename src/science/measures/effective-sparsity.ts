import { z } from 'zod'
import type { NamedTensors } from '../../shared/tensors.ts'
import { accuracy, askedOf } from '../evaluation.ts'
import type { MeasureInput } from '../types.ts'
import { defineMeasure } from './define.ts'
import { neuronsByNorm } from './neuron-norms.ts'

const first = 'layers.0.weight'
const second = 'layers.1.weight'

type Side = 'train' | 'test'

/** Accuracy of the network with only some neurons of its first layer. What the next layer reads of the others is 0, whatever the activation: their outgoing weights are. */
async function accuracyOn(input: MeasureInput, side: Side, isKept: (neuron: number) => boolean): Promise<number> {
  const { network, compute, examples, weights, config } = input
  const neurons = weights[first]?.shape[1] ?? 0
  const mask: NamedTensors = { 'measured.mask': { shape: [neurons, 1], dtype: 'f64', data: Float64Array.from({ length: neurons }, (_, j) => (isKept(j) ? 1 : 0)) } }
  const { accuracy: found } = await compute.run(
    `sub-network on ${side}`,
    (ops) => {
      const own = network.weights(ops)
      const out = own[second]
      if (out === undefined) throw new Error(`There is no ${second}.`)
      const kept = { ...own, [second]: ops.mul(out, ops.cast(ops.input('measured.mask', [neurons, 1], 'f64'), config.precision)) }
      const batch = network.side(ops, side)
      return { accuracy: accuracy(ops, network.outputs(ops, kept, batch.inputs), askedOf(examples.answers, batch.answers)) }
    },
    mask,
  )
  return found?.data[0] ?? NaN
}

/** The smallest count that keeps the accuracy, all counts above the last failure of the search being taken to keep it. */
async function smallest(search: 'binary' | 'linear', most: number, keeps: (count: number) => Promise<boolean>): Promise<number> {
  if (search === 'linear') {
    for (let count = 0; count < most; count++) if (await keeps(count)) return count
    return most
  }
  let [fails, works] = [-1, most]
  while (works - fails > 1) {
    const middle = Math.floor((fails + works) / 2)
    if (await keeps(middle)) works = middle
    else fails = middle
  }
  return works
}

/**
 * How few neurons of the first layer do what the whole network does on its training set, those of the largest norm taken first:
 *
 *   effective_sparsity          smallest k whose top-k network has at least the full training accuracy
 *   generalising_…_accuracy     of these k neurons         memorising_…_accuracy   of all the others
 *
 * A masked neuron gives 0 to the next layer. `binary` takes accuracy to grow with k, as the source does; `linear` tries every k
 * from below. On the training set, and a sub-network that is right by chance where it is empty counts.
 *
 * Source: Merrill et al. 2023, arXiv:2303.11873, section 4.
 */
export const effectiveSparsity = defineMeasure({
  id: 'effective_sparsity',
  title: 'Effective sparsity',
  formula: String.raw`
    \min k:\quad \mathrm{acc}_{\text{train}}(k\ \text{neurons of the largest}\ \lVert w_j\rVert)\ \ge\ \mathrm{acc}_{\text{train}}(\text{all}) \\
    \text{generalising: these } k,\qquad \text{memorising: the rest}`,
  domain: 'Networks with one hidden layer. Whole numbers from 1 to the width; accuracies 0 to 1.',
  source: 'Merrill et al. 2023',
  unit: 'neurons',
  expect: 'In sparse parity it falls from hundreds to six or eight when the tests turn right: a sparse circuit takes over from a dense one, which alone is then at chance.',
  cost: 'b',
  series: ['effective_sparsity', 'generalising_train_accuracy', 'generalising_test_accuracy', 'memorising_train_accuracy', 'memorising_test_accuracy'],
  parameters: z.strictObject({ search: z.enum(['binary', 'linear']).default('binary').meta({ help: 'Halving, or every count from below, which takes longer.' }) }),
  lacks({ weights }) {
    const neurons = weights[first]?.shape[1]
    return weights[first]?.shape.length === 2 && weights[second]?.shape.length === 2 && weights[second].shape[0] === neurons
      ? null
      : `It reads ${first} and ${second} with a hidden layer between them, which this model does not have.`
  },
  async compute(input, { search }) {
    const order = neuronsByNorm(input.weights)
    const rank = new Int32Array(order.length)
    order.forEach((neuron, i) => (rank[neuron] = i))
    const whole = await accuracyOn(input, 'train', () => true)
    let asked = 0
    const count = await smallest(search, order.length, async (k) => {
      await input.breathe(1 - 1 / (1 + asked++ / 8))
      return (await accuracyOn(input, 'train', (neuron) => rank[neuron]! < k)) >= whole
    })
    const isGeneralising = (neuron: number): boolean => rank[neuron]! < count
    const isMemorising = (neuron: number): boolean => !isGeneralising(neuron)
    return {
      effective_sparsity: count,
      generalising_train_accuracy: await accuracyOn(input, 'train', isGeneralising),
      generalising_test_accuracy: await accuracyOn(input, 'test', isGeneralising),
      memorising_train_accuracy: await accuracyOn(input, 'train', isMemorising),
      memorising_test_accuracy: await accuracyOn(input, 'test', isMemorising),
    }
  },
})
