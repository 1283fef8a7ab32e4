import { z } from 'zod'
import type { HostTensor } from '../../shared/tensors.ts'
import { normal, uniform } from '../random/draw.ts'
import { streamOf } from '../random/streams.ts'
import { decayedDescent, posteriorOf, type LinearModel } from './bayesian-decay.ts'
import { defineTheory, evenlySpaced, logSpaced } from './theory.ts'

const inputStream = streamOf('theory/prior-inputs')
const noiseStream = streamOf('theory/prior-noise')

/** Decay as a prior on a model that is small enough to write down: cosines through a noisy wave. */
export const bayesianPrior = defineTheory({
  id: 'decay_as_prior',
  title: 'Weight decay as a prior',
  formula: 'argmin ½|Xw − y|² + (κ/2)|w|² = E[w | y],   κ = σ²/τ²',
  tex: String.raw`\operatorname*{arg\,min}_w\ \tfrac12\lVert Xw - y\rVert^2 + \tfrac\kappa2\lVert w\rVert^2 = \mathbb E[w\mid y] \\ \kappa = \sigma^2/\tau^2`,
  source: 'Bishop 2006, eq. 3.49 to 3.55; Miller, O’Neill & Bui 2023, arXiv:2310.17247',
  parameters: z.strictObject({
    examples: z.int().min(1).max(1000).default(12).meta({ unit: 'examples', help: 'Points of sin 2πx with noise, x uniform on 0 to 1.' }),
    features: z.int().min(1).max(64).default(16).meta({ unit: 'features', help: 'cos kπx for k = 0, 1, …, each with a weight.' }),
    noise: z.number().min(1e-6).max(100).default(0.2).meta({ unit: 'target', help: 'σ, standard deviation of the noise.' }),
    prior: z.number().min(1e-6).max(1e6).default(0.5).meta({ unit: 'weight', help: 'τ, standard deviation of each weight before the data; decay is σ²/τ².' }),
    steps: z.int().min(1).max(1_000_000).default(20_000).meta({ unit: 'steps', help: 'Gradient descent from 0 with that decay.' }),
    seed: z.int().min(0).max(0xffff_ffff).default(0).meta({ unit: '1', help: 'Points and noise.' }),
  }),
  compute({ examples, features, noise, prior, steps, seed }, numerics) {
    const x = uniform(examples, { seed, stream: inputStream })
    const z = normal(examples, { seed, stream: noiseStream })
    const model: LinearModel = { features: cosines(x, features), targets: Float64Array.from(x, (each, i) => Math.sin(2 * Math.PI * each) + noise * z[i]!), noise, prior }
    const posterior = posteriorOf(numerics, model)
    const largest = Math.max(...numerics.svd(model.features).s.data)
    const learningRate = 1 / (largest ** 2 + posterior.decay)
    const decayed = decayedDescent(model, { learningRate, decay: posterior.decay, steps })
    const free = decayedDescent(model, { learningRate, decay: 0, steps })

    const at = evenlySpaced(0, 1, 120)
    const basis = cosines(at, features)
    const through = (weights: Float64Array) => at.map((_, i) => dot(basis, i, weights))
    const mean = through(posterior.mean)
    const deviation = at.map((_, i) => Math.sqrt(Math.max(0, quadratic(basis, i, posterior.covariance))))
    const line = (label: string, y: Float64Array<ArrayBuffer>) => ({ label, over: 'x', scale: 'linear', unit: 'target', x: at, y }) as const

    const priors = logSpaced(prior / 100, prior * 100, 80)
    const evidences = Array.from(priors, (each) => posteriorOf(numerics, { ...model, prior: each }).evidence)
    const part = (label: string, of: (evidence: { readonly fit: number; readonly complexity: number }) => number) =>
      ({ label, over: 'prior τ', scale: 'log', unit: 'log probability', x: priors, y: Float64Array.from(evidences, of) }) as const
    const order = [...x.keys()].sort((i, j) => x[i]! - x[j]!)
    return {
      curves: {
        target: line('without noise', at.map((each) => Math.sin(2 * Math.PI * each))),
        examples: { label: 'examples', over: 'x', scale: 'linear', unit: 'target', marks: 'points', x: Float64Array.from(order, (i) => x[i]!), y: Float64Array.from(order, (i) => model.targets[i]!) },
        mean: line('posterior mean', mean),
        above: line('mean + 2 deviations', mean.map((each, i) => each + 2 * deviation[i]!)),
        below: line('mean − 2 deviations', mean.map((each, i) => each - 2 * deviation[i]!)),
        decayed: line('gradient descent with decay', through(decayed)),
        free: line('gradient descent without decay', through(free)),
        fit: part('data fit', (evidence) => evidence.fit),
        complexity: part('complexity', (evidence) => evidence.complexity),
        evidence: part('evidence', (evidence) => evidence.fit + evidence.complexity),
      },
      values: {
        decay: posterior.decay,
        // 0 where decay is the prior and descent has had its steps.
        distance: Math.hypot(...posterior.mean.map((w, i) => w - decayed[i]!)) / Math.hypot(...posterior.mean),
        fit: posterior.evidence.fit,
        complexity: posterior.evidence.complexity,
        evidence: posterior.evidence.fit + posterior.evidence.complexity,
      },
    }
  },
})

/** cos kπx: f64 [points, features]. */
function cosines(x: Float64Array, features: number): HostTensor {
  const data = Float64Array.from({ length: x.length * features }, (_, i) => Math.cos((i % features) * Math.PI * x[Math.floor(i / features)]!))
  return { shape: [x.length, features], dtype: 'f64', data }
}

function dot({ shape, data }: HostTensor, row: number, weights: Float64Array): number {
  const width = shape[1] ?? 0
  return weights.reduce((sum, w, k) => sum + w * data[row * width + k]!, 0)
}

/** φᵀ C φ for one row. */
function quadratic({ shape, data }: HostTensor, row: number, covariance: Float64Array): number {
  const width = shape[1] ?? 0
  let sum = 0
  for (let i = 0; i < width; i++) for (let j = 0; j < width; j++) sum += data[row * width + i]! * covariance[i * width + j]! * data[row * width + j]!
  return sum
}
