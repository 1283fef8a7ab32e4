import { z } from 'zod'
import type { HostTensor, NamedTensors } from '../../../shared/tensors.ts'
import type { MeasureInput, Values } from '../../types.ts'
import { defineMeasure } from '../define.ts'
import { once } from '../once.ts'
import { bytesAt, cutAt, inputsAt, type Cut } from './candidates.ts'
import { generalisationBound, logFit } from './description.ts'
import { judge, type Judged } from './judged.ts'
import { coarsest, smallestWithin, type Found, type Sized } from './search.ts'
import { decompose } from './truncation.ts'

const Parameters = z.strictObject({
  tolerance: z.number().gt(0).max(1000).default(1).meta({ unit: 'loss', help: 'How much the training loss may rise when the weights are written down (ε).' }),
  shares: z
    .array(z.number().gt(0).max(1).meta({ unit: '1', help: 'Share of the singular values that is kept.' }))
    .min(1)
    .max(64)
    .readonly()
    .default([0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.85, 1])
    .meta({ help: 'Shares of the singular values that are tried (τ); 1 keeps the matrices whole.' }),
  steps: z.int().min(1).max(256).default(14).meta({ unit: 'steps', help: 'How many quantisation steps are tried, evenly spread in their logarithm.' }),
  finest: z.number().gt(0).max(1000).default(1e-3).meta({ unit: 'weight', help: 'The smallest quantisation step (Δ).' }),
  coarsest: z.number().gt(0).max(1000).default(1).meta({ unit: 'weight', help: 'The largest quantisation step (Δ).' }),
  confidence: z.number().gt(0).lt(1).default(0.05).meta({ unit: '1', help: 'Probability with which the bound may fail (δ).' }),
})
type Parameters = z.output<typeof Parameters>

/** Tolerances of the rate–distortion curve. */
const distortions = [4, 2, 1, 1 / 2, 1 / 4, 1 / 8, 1 / 16]
const halvings = 12

interface Explored {
  readonly candidates: readonly Sized[]
  readonly found: ReadonlyMap<number, Found | null>
  readonly naive: number
  /** At share 1, with the coarsest step that the tolerance allows. */
  readonly quantised: Found | null
}

const explore = once(async (input: MeasureInput, parameters: Parameters): Promise<Explored> => {
  const { weights, numerics, compress, config } = input
  const decomposed = decompose(weights, numerics)
  const whole = cutAt(decomposed, 1)
  const cuts = new Map(parameters.shares.map((share) => [share, cutAt(decomposed, share)]))
  const all = parameters.shares.length * parameters.steps
  const candidates: Sized[] = []
  for (const [share, cut] of cuts) {
    for (const delta of logSpaced(parameters)) {
      candidates.push({ share, delta, size: compress(bytesAt(cut, delta)) })
      await input.breathe(0.5 * (candidates.length / all))
    }
  }
  const judged = (cut: Cut, delta: number | null): Promise<Judged> => judge(input, inputsAt(cut, delta, config.precision))
  const base = (await judged(whole, null)).loss
  const inGrid = await smallestWithin(candidates, [...new Set([parameters.tolerance, ...distortions])], base, async ({ share, delta }, i) => {
    await input.breathe(0.5 + 0.4 * (i / all))
    return judged(cuts.get(share) ?? whole, delta)
  })
  const step = await coarsest(parameters.finest, 2 * largest(weights), halvings, async (delta) => (await judged(whole, delta)).loss - base < parameters.tolerance)
  const quantised = step === null ? null : { share: 1, delta: step, size: compress(bytesAt(whole, step)), judged: await judged(whole, step) }
  await input.breathe(1)
  return { candidates, found: withCandidate(inGrid, quantised, parameters.tolerance), naive: compress(rawBytes(weights)), quantised }
})

/** What is accepted at one tolerance is accepted at every larger one. */
function withCandidate(found: ReadonlyMap<number, Found | null>, candidate: Found | null, accepted: number): ReadonlyMap<number, Found | null> {
  return new Map([...found].map(([tolerance, best]) => [tolerance, candidate !== null && tolerance >= accepted && candidate.size < (best?.size ?? Infinity) ? candidate : best]))
}

function logSpaced({ finest, coarsest: last, steps }: Parameters): readonly number[] {
  return Array.from({ length: steps }, (_, i) => finest * (last / finest) ** (steps === 1 ? 0 : i / (steps - 1)))
}

function largest(weights: NamedTensors): number {
  let found = 0
  for (const { data } of Object.values(weights)) for (let i = 0; i < data.length; i++) found = Math.max(found, Math.abs(data[i]!))
  return found
}

/** All weights as they are stored, one after the other. */
function rawBytes(weights: NamedTensors): Uint8Array {
  const all = Object.values(weights).map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const each of all) {
    bytes.set(each, at)
    at += each.length
  }
  return bytes
}

function curveOf(found: ReadonlyMap<number, Found | null>): readonly (readonly [number, Found])[] {
  return [...found].flatMap(([tolerance, best]) => (best === null ? [] : [[tolerance, best] as const])).sort(([a], [b]) => a - b)
}

/**
 * How few bytes describe the network up to a tolerance of the training loss (an upper bound of its algorithmic complexity): over a grid
 * of shares τ and steps Δ each matrix is cut to the rank k that holds the share τ of its singular values, every number that is kept is
 * rounded to multiples of Δ, and the integers are compressed; the smallest that raises the loss by less than ε counts.
 *
 *   complexity_bytes        at ε;  naive_bytes: of the weights as they are;  quantised_bytes: at τ = 1 and the coarsest Δ that is accepted
 *   description_bytes       complexity_bytes + Σ −log₂ p(right class)/8 of the network that is written down, in bytes
 *   generalisation_bound    as `generalisationBound` has it
 *   rate_slope, rate_offset a and b of complexity_bytes(ε) = a ln ε + b over ε = 4, 2, 1, …, 1/16
 *
 * The grid, with the quantised candidate beside it, stands for the source's Bayesian search of 62 trials; every candidate is compressed,
 * and they are run from the smallest upwards. Ranks count at least 1. Acceptance is one-sided, as in the source's code, and on all training examples instead of a batch.
 *
 * Source: DeMoss et al. 2024, arXiv:2412.09810, section 4, and the authors' code.
 */
export const complexity = defineMeasure({
  id: 'complexity',
  title: 'Complexity',
  formula: String.raw`
    W\approx\operatorname{round}(U_kS_k/\Delta)\,\Delta\cdot\operatorname{round}(V_k^{\mathsf T}/\Delta)\,\Delta,\qquad \sum_{i\le k}s_i\ge\tau\sum_i s_i \\
    \text{complexity} = \min_{(\tau,\Delta)}\text{compressed size},\quad\text{where } L(\hat W) < L(W) + \varepsilon`,
  domain: 'Any model with weights. Bytes.',
  source: 'DeMoss et al. 2024',
  unit: 'bytes',
  expect: 'It rises while the network memorises, rests, and falls as it generalises: 18 kB where the five-second grok has memorised, 7 kB at its end. The naive size stays flat at some 275 kB.',
  cost: 'c',
  series: ['complexity_bytes', 'naive_bytes', 'quantised_bytes', 'complexity_share', 'complexity_step', 'description_bytes', 'generalisation_bound', 'rate_slope', 'rate_offset'],
  parameters: Parameters,
  lacks: ({ weights }) => (Object.keys(weights).length > 0 ? null : 'This model has no weights.'),
  async compute(input, parameters): Promise<Values> {
    const { found, naive, quantised } = await explore(input, parameters)
    const best = found.get(parameters.tolerance) ?? null
    const { a, b } = logFit(curveOf(found).flatMap(([tolerance, { size }]) => (distortions.includes(tolerance) ? [[tolerance, size] as const] : [])))
    const surprise = best?.judged.surprise ?? NaN
    const size = best?.size ?? NaN
    return {
      complexity_bytes: size,
      naive_bytes: naive,
      quantised_bytes: quantised?.size ?? NaN,
      complexity_share: best?.share ?? NaN,
      complexity_step: best?.delta ?? NaN,
      description_bytes: size + surprise / Math.LN2 / 8,
      generalisation_bound: generalisationBound(best?.judged.error ?? NaN, 8 * size, input.split.train.length, parameters.confidence),
      rate_slope: a,
      rate_offset: b,
    }
  },
  /** `rate_distortion` [ε, 5]: ε, bytes, τ, Δ, loss; `sizes` [τ, Δ] in bytes with its axes `shares` and `steps`. */
  async arrays(input, parameters) {
    const { candidates, found } = await explore(input, parameters)
    const curve = curveOf(found)
    return {
      rate_distortion: f64([curve.length, 5], curve.flatMap(([tolerance, { size, share, delta, judged }]) => [tolerance, size, share, delta, judged.loss])),
      sizes: f64([parameters.shares.length, parameters.steps], candidates.map(({ size }) => size)),
      shares: f64([parameters.shares.length], parameters.shares),
      steps: f64([parameters.steps], logSpaced(parameters)),
    }
  },
})

function f64(shape: readonly number[], values: readonly number[]): HostTensor {
  return { shape, dtype: 'f64', data: Float64Array.from(values) }
}
