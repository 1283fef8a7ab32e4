import { z } from 'zod'
import type { Numerics } from '../../engine/ops/numerics.ts'
import { randomPermutation, randomUniform } from '../../engine/ops/philox.ts'
import { LabError } from '../../shared/errors.ts'
import { streamOf } from '../random/streams.ts'
import { effectiveFlow, effectiveLoss, effectiveTheory, grokkingRate } from './effective-theory.ts'
import { allParallelograms, unorderedPairs, within } from './parallelograms.ts'
import { representationQuality } from './representation-quality.ts'
import { defineTheory, logSpaced } from './theory.ts'
import { degreesOfFreedom, uniquenessCurve } from './uniqueness.ts'

const setStream = streamOf('theory/flow-set')
const embeddingStream = streamOf('theory/flow-embedding')
const flowPoints = 120

/** Liu's effective theory of toy addition: how large a training set has to be, and how fast the line forms on one of them. */
export const effectiveTheoryOfToyAddition = defineTheory({
  id: 'effective_theory',
  title: 'Effective theory of representation learning',
  formula: 'ℓ = (1/|P₀|) Σ |E_i + E_j − E_m − E_n|² / Σ |E_k|²,   rate λ₃ = third smallest eigenvalue of ∂²ℓ₀/∂E² / Z₀',
  tex: String.raw`\ell = \frac{1}{|P_0|}\sum_{P_0}\lvert E_i + E_j - E_m - E_n\rvert^2\Big/\sum_k\lvert E_k\rvert^2 \\ \text{rate}\ \lambda_3:\ \text{third smallest eigenvalue of}\ \tfrac{1}{Z_0}\,\partial^2\ell_0/\partial E^2`,
  source: 'Liu et al. 2022, arXiv:2205.10343, section 3.2',
  parameters: z.strictObject({
    symbols: z.int().min(3).max(22).default(10).meta({ unit: 'symbols', help: 'Numbers 0, 1, … that are added; examples are their unordered pairs.' }),
    draws: z.int().min(1).max(100_000).default(10_000).meta({ unit: 'orders', help: 'Random orders of all examples, for the share of training sets that leave one representation.' }),
    examples: z.int().min(1).max(253).default(45).meta({ unit: 'examples', help: 'Training set on which the embedding flows.' }),
    learning_rate: z.number().min(1e-9).max(10).default(1e-3).meta({ unit: 'per step', help: 'Learning rate η of the embedding: a step is η of effective time.' }),
    dimensions: z.int().min(1).max(64).default(1).meta({ unit: 'numbers', help: 'Numbers that stand for a symbol.' }),
    scale: z.number().gt(0).max(1e3).default(1).meta({ unit: '1', help: 'The embedding begins uniform on ±scale/2.' }),
    seed: z.int().min(0).max(0xffff_ffff).default(0).meta({ unit: '1', help: 'Orders, training set and first embedding.' }),
  }),
  compute({ symbols, draws, examples, learning_rate: learningRate, dimensions, scale, seed }, numerics) {
    const pairs = unorderedPairs(symbols)
    if (examples > pairs.length) {
      throw new LabError('bad-config', `${symbols} symbols have ${pairs.length} pairs, and examples is ${examples}. Nothing was computed; give at most ${pairs.length}.`, { key: 'examples' })
    }
    const { share, half } = uniquenessCurve(symbols, { draws, seed })
    const train = randomPermutation(pairs.length, { seed, stream: setStream, counter: 0 }).subarray(0, examples)
    const flow = flowOn(numerics, train, { symbols, dimensions, scale, seed, learningRate })
    return {
      curves: {
        unique: { label: 'one representation only', over: 'training examples', scale: 'linear', unit: 'share of training sets', x: Float64Array.from(share, (_, n) => n), y: Float64Array.from(share) },
        ...flow.curves,
      },
      values: { half, half_share: half / pairs.length, degrees_of_freedom: degreesOfFreedom(symbols, train), ...flow.values },
    }
  },
})

interface Flow {
  readonly symbols: number
  readonly dimensions: number
  readonly scale: number
  readonly seed: number
  readonly learningRate: number
}

/** From the first embedding to ten times the slowest half life, in steps of the embedding. */
function flowOn(numerics: Numerics, train: Iterable<number>, { symbols, dimensions, scale, seed, learningRate }: Flow) {
  const parallelograms = within(allParallelograms(unorderedPairs(symbols)), train)
  const theory = effectiveTheory(symbols, parallelograms)
  const values = randomUniform(symbols * dimensions, 'f64', { seed, stream: embeddingStream, counter: 0 }).map((u) => (u - 0.5) * scale)
  const start = { symbols, dimensions, values }
  const [centred = values] = effectiveFlow(numerics, theory, start, [0])
  const { rate, steps, eigenvalues } = grokkingRate(numerics, theory, { scale: centred.reduce((sum, e) => sum + e * e, 0), learningRate })
  // Where the representation is not unique, the slowest mode that moves at all.
  const slowest = rate > 0 ? rate : (eigenvalues.find((value) => value > 0) ?? 1)
  const times = logSpaced(1e-3 / slowest, 10 / slowest, flowPoints)
  const frames = effectiveFlow(numerics, theory, start, [...times]).map((frame) => ({ symbols, dimensions, values: frame }))
  const over = { over: 'steps of the embedding', scale: 'log', x: times.map((t) => t / learningRate) } as const
  const symbolCurves = Array.from({ length: symbols }, (_, k) => [
    `embedding_${k}`,
    { label: `symbol ${k}`, ...over, unit: 'first number of the embedding', y: Float64Array.from(frames, (frame) => frame.values[k * dimensions] ?? NaN) },
  ] as const)
  return {
    curves: {
      effective_loss: { label: 'effective loss', ...over, unit: 'effective loss', y: Float64Array.from(frames, (frame) => effectiveLoss(theory, frame)) },
      representation_quality: { label: 'RQI', ...over, unit: 'share of parallelograms', y: Float64Array.from(frames, (frame) => representationQuality(frame)) },
      ...Object.fromEntries(symbolCurves),
    },
    values: { parallelograms: parallelograms.length, rate, rate_steps: steps, converged_steps: 3 * steps },
  }
}
