import { z } from 'zod'
import { randomNormal, randomPermutation } from '../../engine/ops/philox.ts'
import { streamOf } from '../random/streams.ts'
import { unorderedPairs } from './parallelograms.ts'
import { idealAccuracy, predictedAccuracy } from './reachable-accuracy.ts'
import { presentParallelograms, representationQuality } from './representation-quality.ts'
import { defineTheory } from './theory.ts'

const setStream = streamOf('theory/reachable-sets')
const noiseStream = streamOf('theory/embedding-noise')

/** Liu's accuracies without a decoder: what random training sets allow, and what an embedding that is a line with noise would reach. */
export const reachableAccuracyTheory = defineTheory({
  id: 'reachable_accuracy',
  title: 'Accuracy that the training set allows',
  formula: 'ideal = |D̄|/|D₀|,   D̄ = D ∪ { x : a parallelogram of P(D) joins x to D }',
  tex: String.raw`\text{ideal} = \frac{|\bar D|}{|D_0|} \\ \bar D = D\cup\{\,x:\ \text{a parallelogram of}\ P(D)\ \text{joins}\ x\ \text{to}\ D\,\}`,
  source: 'Liu et al. 2022, arXiv:2205.10343, section 3.2',
  parameters: z.strictObject({
    symbols: z.int().min(3).max(22).default(10).meta({ unit: 'symbols', help: 'Numbers 0, 1, … that are added; examples are their unordered pairs.' }),
    draws: z.int().min(1).max(2000).default(50).meta({ unit: 'training sets', help: 'Random training sets of each size; curves are their means.' }),
    noise: z.number().min(0).max(100).default(0.1).meta({ unit: 'distances of neighbours', help: 'Standard deviation of the embedding from an even line.' }),
    seed: z.int().min(0).max(0xffff_ffff).default(0).meta({ unit: '1', help: 'Training sets and noise.' }),
  }),
  compute({ symbols, draws, noise, seed }) {
    const examples = unorderedPairs(symbols).length
    const sizes = Float64Array.from({ length: examples - 1 }, (_, i) => i + 1)
    const sums = { ideal: new Float64Array(sizes.length), test: new Float64Array(sizes.length), predicted: new Float64Array(sizes.length) }
    let quality = 0
    for (let counter = 0; counter < draws; counter++) {
      const order = randomPermutation(examples, { seed, stream: setStream, counter })
      const values = randomNormal(symbols, 'f64', { seed, stream: noiseStream, counter }).map((z, k) => k + noise * z)
      const embedding = { symbols, dimensions: 1, values }
      const present = presentParallelograms(embedding)
      quality += representationQuality(embedding)
      sizes.forEach((n, i) => {
        const train = order.subarray(0, n)
        const ideal = idealAccuracy(symbols, train)
        sums.ideal[i]! += ideal.all
        sums.test[i]! += ideal.test
        sums.predicted[i]! += predictedAccuracy(symbols, train, present).all
      })
    }
    const curve = (label: string, sum: Float64Array) => ({ label, over: 'training examples', scale: 'linear', unit: 'share', x: sizes, y: Float64Array.from(sum, (each) => each / draws) }) as const
    const enough = sums.test.findIndex((sum) => sum / draws >= 0.9)
    return {
      curves: {
        ideal: curve('ideal accuracy, all examples', sums.ideal),
        ideal_test: curve('ideal accuracy, test examples', sums.test),
        predicted: curve('predicted from the embedding, all examples', sums.predicted),
      },
      values: { examples, representation_quality: quality / draws, examples_for_90_percent_of_tests: sizes[enough] ?? Infinity },
    }
  },
})
