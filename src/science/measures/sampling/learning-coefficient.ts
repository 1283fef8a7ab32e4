import { z } from 'zod'
import { LabError } from '../../../shared/errors.ts'
import type { HostTensor } from '../../../shared/tensors.ts'
import type { MeasureInput } from '../../types.ts'
import { defineMeasure } from '../define.ts'
import { once } from '../once.ts'
import { sample, type Chain, type Sampling } from './sgld.ts'

const Parameters = z.strictObject({
  chains: z.int().min(1).max(64).default(3).meta({ unit: 'chains', help: 'Independent walks; their spread says how sure the estimate is.' }),
  draws: z.int().min(2).max(100_000).default(500).meta({ unit: 'draws', help: 'Steps of each walk.' }),
  burn_in: z.int().min(0).max(100_000).default(0).meta({ unit: 'draws', help: 'The first so many are not averaged.' }),
  step_size: z.number().gt(0).max(1).default(0.003).meta({ unit: 'weight squared', help: 'Variance of one step (ε). Too large, and the walk leaves the valley: look at its distance.' }),
  n_beta: z.number().gt(0).max(1e9).default(2).meta({ unit: '1 per loss', help: 'What the loss is multiplied by (nβ). The usual choice in theory is n/ln n, with n training examples.' }),
  localisation: z.number().min(0).max(1e9).default(5).meta({ unit: '1 per weight squared', help: 'How strongly the walk is pulled back to the weights (γ).' }),
  batch: z.int().min(1).max(65_536).optional().meta({ unit: 'examples', help: 'Examples of each draw, taken with replacement; all of them by default.' }),
})
type Parameters = z.output<typeof Parameters>

const walk = once(async (input: MeasureInput, { chains, draws, burn_in: burnIn, step_size: stepSize, n_beta: nBeta, localisation, batch }: Parameters): Promise<readonly Chain[]> => {
  if (burnIn >= draws) throw new LabError('bad-config', `Of ${draws} draws ${burnIn} would be left out, so nothing is left to average. Nothing was computed; make burn_in smaller.`, { key: 'burn_in' })
  const sampling: Sampling = { stepSize, nBeta, localisation, draws, batch: batch ?? null }
  const walked: Chain[] = []
  for (let chain = 0; chain < chains; chain++) walked.push(await sample(input, sampling, chain, (done) => input.breathe((chain + done / draws) / chains)))
  return walked
})

function meanOf(values: ArrayLike<number>, from = 0): number {
  let sum = 0
  for (let i = from; i < values.length; i++) sum += values[i]!
  return sum / (values.length - from)
}

/** λ̂ of one chain; the baseline is averaged over the same draws, so a small batch does not shift it. */
export function coefficientOf({ losses, baselines }: Pick<Chain, 'losses' | 'baselines'>, nBeta: number, burnIn: number): number {
  return nBeta * (meanOf(losses, burnIn) - meanOf(baselines, burnIn))
}

/**
 * Local learning coefficient of the weights w*: how fast the volume of weights with nearly their loss grows, half the number of
 * weights in a regular minimum and less in a degenerate one,
 *
 *   λ̂ = nβ (E[L(w)] − L(w*)),   w from `sample`
 *
 *   llc, llc_spread   mean and standard deviation over chains (the spread only for two chains or more)
 *   llc_distance      mean |w − w*| at the last draw: the health of the walk, with the traces in the arrays
 *
 * It is an estimate at minima of the loss; elsewhere it may be negative. A walk that leaves the numbers gives no value.
 * Source: Lau et al. 2023, arXiv:2308.12108; defaults of the grokking notebook of devinterp (one chain there, minibatches).
 */
export const learningCoefficient = defineMeasure({
  id: 'learning_coefficient',
  title: 'Local learning coefficient',
  formula: String.raw`
    \hat\lambda = n\beta\,\big(\mathbb E[L(w)] - L(w^*)\big) \\
    w\leftarrow w - \tfrac\varepsilon2\big(n\beta\,\nabla L + \gamma(w - w^*)\big) + \mathcal N(0, \varepsilon),\quad\text{from}\ w^*`,
  domain: 'Any model with weights. Above 0 where the chains stay in the minimum.',
  source: 'Lau et al. 2023; devinterp',
  unit: '1',
  expect: 'It rises while the network memorises and falls to about half as it generalises, with the test loss: 20, then 50, then 23 in a network of 4428 weights for p = 53. Larger networks need a smaller ε and a larger γ: the distance should level off.',
  cost: 'c',
  series: ['llc', 'llc_spread', 'llc_distance'],
  parameters: Parameters,
  lacks: ({ weights }) => (Object.keys(weights).length > 0 ? null : 'This model has no weights.'),
  async compute(input, parameters) {
    const chains = await walk(input, parameters)
    const estimates = chains.map((chain) => coefficientOf(chain, parameters.n_beta, parameters.burn_in))
    const middle = meanOf(estimates)
    return {
      llc: middle,
      llc_spread: Math.sqrt(estimates.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (estimates.length - 1)),
      llc_distance: meanOf(chains.map(({ distances }) => distances.at(-1) ?? NaN)),
    }
  },
  /** `losses`, `baselines` and `distances` [chains, draws]. */
  async arrays(input, parameters) {
    const chains = await walk(input, parameters)
    const table = (of: (chain: Chain) => Float64Array): HostTensor => ({ shape: [parameters.chains, parameters.draws], dtype: 'f64', data: Float64Array.from(chains.flatMap((chain) => [...of(chain)])) })
    return { losses: table(({ losses }) => losses), baselines: table(({ baselines }) => baselines), distances: table(({ distances }) => distances) }
  },
})
