import type { DifferentiableOps, Tensor } from '../../../engine/ops/ops.ts'
import { square } from '../../../engine/ops/derived.ts'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../../../shared/tensors.ts'
import type { Batch } from '../../batches.ts'
import { streamOf } from '../../random/streams.ts'
import type { MeasureInput } from '../../types.ts'
import { trainedOf } from '../trained.ts'

/** How a chain moves. */
export interface Sampling {
  /** ε, the variance of one step. */
  readonly stepSize: number
  /** nβ, what the mean loss is multiplied by. */
  readonly nBeta: number
  /** γ, the pull back to the weights that are measured. */
  readonly localisation: number
  readonly draws: number
  /** Examples of each draw, taken with replacement; null for all of them. */
  readonly batch: number | null
}

export interface Chain {
  /** Loss at each draw, the first one at w* itself. */
  readonly losses: Float64Array
  /** Loss of w* on the examples of the same draw. */
  readonly baselines: Float64Array
  /** |w − w*| at each draw. */
  readonly distances: Float64Array
}

const at = (name: string): string => `sgld.at.${name}`
const traces = ['losses', 'baselines', 'distances'] as const
const trace = (name: (typeof traces)[number]): string => `sgld.${name}`
const chainInput = 'sgld.chain'
/** L(w*) over all training examples; with batches it is computed on each of them. */
const wholeBaseline = 'sgld.baseline'
/** Draws made by one call, between which a request to stop is heard. */
const piece = 50

/**
 * One chain of stochastic gradient Langevin dynamics from w*:
 *
 *   w ← w − (ε/2)(nβ ∇L(w) + γ (w − w*)) + √ε η,   η ~ N(0, 1) for each weight, keyed by (seed, parameter, chain and draw)
 *
 * What is no number any more is NaN from there on. Source: Welling & Teh 2011; Lau et al. 2023, arXiv:2308.12108.
 */
export async function sample(input: MeasureInput, sampling: Sampling, chain: number, progress: (draws: number) => Promise<void>): Promise<Chain> {
  const { config: { precision }, weights, compute, network } = input
  const zeros = (): HostTensor => ({ shape: [sampling.draws], dtype: precision, data: allocate(precision, sampling.draws) })
  let state: NamedTensors = {
    ...Object.fromEntries(trainedOf(network).flatMap(({ name }) => (weights[name] === undefined ? [] : [[at(name), weights[name]]]))),
    ...Object.fromEntries(traces.map((name) => [trace(name), zeros()])),
  }
  const { loss: baseline } = await compute.run('sgld.baseline', (ops) => ({ loss: network.loss(ops, network.weights(ops), network.side(ops, 'train')) }))
  const key = `sgld ${JSON.stringify(sampling)}`
  let done = 0
  while (done < sampling.draws && isFinite(state)) {
    const steps = Math.min(piece, sampling.draws - done)
    const inputs: NamedTensors = { [chainInput]: { shape: [], dtype: 'i32', data: Int32Array.of(chain) }, ...(baseline === undefined ? {} : { [wholeBaseline]: baseline }) }
    state = await compute.iterate(key, (ops) => update(ops, input, sampling), state, { steps, done, inputs })
    done += steps
    await progress(done)
  }
  const whole = isFinite(state)
  const read = (name: (typeof traces)[number]): Float64Array => Float64Array.from(state[trace(name)]?.data ?? [], (x) => (whole ? x : NaN))
  return { losses: read('losses'), baselines: read('baselines'), distances: read('distances') }
}

function update(ops: DifferentiableOps, { network, config: { precision, seed } }: MeasureInput, { stepSize, nBeta, localisation, draws, batch }: Sampling): Readonly<Record<string, Tensor>> {
  const centre = network.weights(ops)
  const trained = trainedOf(network)
  const moving = trained.map(({ name, shape }) => ops.input(at(name), shape, precision))
  const here = { ...centre, ...Object.fromEntries(trained.map(({ name }, i) => [name, moving[i] as Tensor])) }
  const place = ops.cast(ops.sub(ops.step(), 1), 'i32') // 0 at the first draw
  const counter = ops.add(ops.mul(ops.input(chainInput, [], 'i32'), draws), place)
  const examples = batch === null ? network.side(ops, 'train') : drawn(ops, network.side(ops, 'train'), batch, seed, counter)
  const loss = network.loss(ops, here, examples)
  const gradients = ops.gradient(loss, moving)
  const offsets = trained.map(({ name }, i) => ops.sub(moving[i] as Tensor, centre[name] as Tensor))
  const distance = ops.sqrt(offsets.reduce((sum, offset) => ops.add(sum, ops.sum(square(ops, offset))), ops.full([], 0, precision)))
  const moved = trained.map(({ name, shape }, i) => {
    const drift = ops.add(ops.mul(gradients[i] as Tensor, nBeta), ops.mul(offsets[i] as Tensor, localisation))
    const noise = ops.randomNormal(shape, precision, { seed, stream: streamOf(`sgld/${name}`), counter })
    return [at(name), ops.add(ops.sub(moving[i] as Tensor, ops.mul(drift, stepSize / 2)), ops.mul(noise, Math.sqrt(stepSize)))] as const
  })
  const isHere = ops.cast(ops.equal(ops.iota(draws), place), precision) // [draws], 1 at this draw
  const noted = { losses: loss, baselines: batch === null ? ops.input(wholeBaseline, [], precision) : network.loss(ops, centre, examples), distances: distance }
  return {
    ...Object.fromEntries(moved),
    ...Object.fromEntries(traces.map((name) => [trace(name), ops.add(ops.input(trace(name), [draws], precision), ops.mul(isHere, noted[name]))])),
  }
}

/** Examples of one draw, with replacement. */
function drawn(ops: DifferentiableOps, { inputs, answers }: Batch, size: number, seed: number, counter: Tensor): Batch {
  const n = answers.shape[0] ?? 0
  const rows = ops.cast(ops.floor(ops.mul(ops.randomUniform([size], 'f64', { seed, stream: streamOf('sgld/batches'), counter }), n)), 'i32')
  return { inputs: ops.gather(inputs, rows), answers: ops.gather(answers, rows) }
}

function isFinite(tensors: NamedTensors): boolean {
  return Object.values(tensors).every(({ shape, data }) => {
    for (let i = 0; i < sizeOf(shape); i++) if (!Number.isFinite(data[i]!)) return false
    return true
  })
}
