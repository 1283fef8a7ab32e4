import { experimentOf, type Experiment } from '../../science/experiment.ts'
import { sourcesFrom } from '../../science/sources.ts'
import type { Compute } from '../../science/types.ts'
import { LabError } from '../../shared/errors.ts'
import type { ParsedInputOf } from '../../shared/rpc/specification.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'
import type { Losses, StepApart, TensorStep } from '../../shared/schema/step-apart.ts'
import { allocate, type NamedTensors } from '../../shared/tensors.ts'
import type { WorkerContract } from '../../shared/worker-contract.ts'
import { computeOn } from './compute.ts'
import { measureTools } from './measure-tools.ts'
import { startingState } from './training-state.ts'

export type StepApartRequest = ParsedInputOf<WorkerContract['stepApart']>

/** Steps between two looks at the clock while it goes on to the step that is asked for. */
const stretch = 200

/**
 * One update of a run, in its parts: the gradient g of everything that is made small, Δ₀ = the update that the same state makes
 * without weight decay, the decay's part Δ − Δ₀, and the whole Δ = w' − w. For decoupled decay Δ − Δ₀ is −ηλw; where decay is inside
 * the gradient it is what that changes after all. Lengths are summed in f64.
 */
export async function stepApart({ config, files, from, at, limitMs }: StepApartRequest): Promise<StepApart> {
  const sources = sourcesFrom(files)
  const experiment = experimentOf(config, sources)
  const undecaying = experimentOf(withoutDecay(config), sources)
  const { executor, programs } = await measureTools()
  const compute = computeOn(executor, programs, experiment.data)

  const state = await goneOn(compute, experiment, startingState(experiment, from), at, limitMs)
  const weights = weightsOf(experiment, state)
  const gradient = await gradientAt(compute, experiment, weights, at)
  const after = weightsOf(experiment, await compute.iterate('step', (ops) => experiment.recordStep(ops), state, { steps: 1, done: at }))
  const undecayed = weightsOf(experiment, await compute.iterate('undecayed step', (ops) => undecaying.recordStep(ops), state, { steps: 1, done: at }))

  const trained = Object.keys(gradient)
  const all = { weights, gradient, after, undecayed }
  return {
    step: at,
    from: from.step,
    before: await lossesAt(compute, experiment, weights),
    undecayed: await lossesAt(compute, experiment, undecayed),
    after: await lossesAt(compute, experiment, after),
    total: partsOf('all', trained, all),
    tensors: trained.map((name) => partsOf(name, [name], all)),
  }
}

/** What the optimiser and its groups would do without decay. */
function withoutDecay(config: RunConfig): RunConfig {
  const { optimiser } = config
  const groups = optimiser.groups?.map((group) => ({ ...group, weight_decay: 0 }))
  return { ...config, optimiser: { ...optimiser, weight_decay: 0, ...(groups === undefined ? {} : { groups }) } }
}

/** The state at a later step: every update between is made, as training made it. */
async function goneOn(compute: Compute, experiment: Experiment, { step, weights, optimiser }: ReturnType<typeof startingState>, at: number, limitMs: number): Promise<NamedTensors> {
  let state: NamedTensors = { ...weights, ...optimiser }
  const began = performance.now()
  for (let done = step; done < at; done += stretch) {
    if (performance.now() - began > limitMs) {
      throw new LabError('not-possible-now', `Step ${at} lies too far behind the saved state at step ${step} to be computed within ${limitMs / 1000} s. Nothing was changed; look at a step nearer to ${step}, or at a checkpoint with a state.`, { at, from: step })
    }
    state = await compute.iterate('step', (ops) => experiment.recordStep(ops), state, { steps: Math.min(stretch, at - done), done })
  }
  return state
}

const weightsOf = ({ weights }: Experiment, state: NamedTensors): NamedTensors => Object.fromEntries(Object.keys(weights).map((name) => [name, state[name] ?? missing(name)]))

/** The gradient that the next update follows, before any filter: of the batch, the noise and the dropout that are drawn for it. */
async function gradientAt(compute: Compute, experiment: Experiment, weights: NamedTensors, at: number): Promise<NamedTensors> {
  const names = experiment.parameters.filter(({ frozen }) => frozen !== true).map(({ name }) => name)
  const room = Object.fromEntries(names.map((name) => {
    const { shape, dtype, data } = weights[name] ?? missing(name)
    return [`gradient.${name}`, { shape, dtype, data: allocate(dtype, data.length) }]
  }))
  const write: Parameters<Compute['iterate']>[1] = (ops) => Object.fromEntries(Object.entries(experiment.recordGradient(ops)).map(([name, value]) => [`gradient.${name}`, value]))
  const found = await compute.iterate('gradient', write, room, { steps: 1, done: at, inputs: weights })
  return Object.fromEntries(names.map((name) => [name, found[`gradient.${name}`] ?? missing(name)]))
}

async function lossesAt(compute: Compute, experiment: Experiment, weights: NamedTensors): Promise<Losses> {
  const found = await compute.run('evaluation', (ops) => ({ ...experiment.recordEvaluation(ops) }), weights)
  const one = (name: string): number => found[name]?.data[0] ?? NaN
  return { train_loss: one('train_loss'), test_loss: one('test_loss'), train_accuracy: one('train_accuracy'), test_accuracy: one('test_accuracy') }
}

interface Vectors {
  readonly weights: NamedTensors
  readonly gradient: NamedTensors
  readonly after: NamedTensors
  readonly undecayed: NamedTensors
}

/** Lengths over some tensors together. */
function partsOf(name: string, tensors: readonly string[], { weights, gradient, after, undecayed }: Vectors): TensorStep {
  const sums = { weight: 0, gradient: 0, decay: 0, update: 0, change: 0, along: 0, size: 0 }
  for (const tensor of tensors) {
    const [w, g, w1, w0] = [weights, gradient, after, undecayed].map((each) => each[tensor]?.data ?? [])
    for (let i = 0; i < (w?.length ?? 0); i++) {
      const [was, slope, is, bare] = [w?.[i] ?? NaN, g?.[i] ?? NaN, w1?.[i] ?? NaN, w0?.[i] ?? NaN]
      const change = is - was
      sums.weight += was * was
      sums.gradient += slope * slope
      sums.decay += (is - bare) ** 2
      sums.update += (bare - was) ** 2
      sums.change += change * change
      sums.along -= change * slope
      sums.size++
    }
  }
  const { along, size, ...squares } = sums
  const lengths = Object.fromEntries(Object.entries(squares).map(([part, sum]) => [part, Math.sqrt(sum)])) as Record<keyof typeof squares, number>
  const both = lengths.change * lengths.gradient
  return { name, size, ...lengths, downhill: both > 0 ? along / both : null }
}

function missing(name: string): never {
  throw new Error(`${name} has no tensor. This is a mistake in the model.`)
}
