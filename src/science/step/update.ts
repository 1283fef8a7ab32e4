import type { OptimiserConfig } from '../../shared/schema/config/optimiser.ts'
import type { FilterConfig } from '../../shared/schema/config/step.ts'
import type { RunConfig } from '../../shared/schema/run-config.ts'
import type { DifferentiableOps, Shape, Tensor } from '../../engine/ops/ops.ts'
import type { Parameter, Weights } from '../models/model.ts'
import { settingsOf } from '../optimisers/groups.ts'
import { optimisers } from '../optimisers/index.ts'
import { slotName, type Optimiser, type OptimiserKind, type Slots } from '../optimisers/optimiser.ts'
import { optimiserStream } from '../random/streams.ts'
import type { OfKind } from '../register.ts'
import { withNorm } from './constant-norm.ts'
import type { Filter, Filtered, FilterKind } from './filters/filter.ts'
import { filters } from './filters/index.ts'
import { drawKey, noisy } from './noise.ts'
import { totalPenalty } from './penalties.ts'
import type { Trained } from './trained.ts'
import { zerosKept, type Zeros } from './keep-zeros.ts'

// Look-ups generic in the kind: an entry of a register and its configuration stay together.
const optimiserOf = <K extends OptimiserKind>(config: OfKind<OptimiserConfig, K>): Optimiser<K> => optimisers[config.kind as K]
const filterOf = <K extends FilterKind>(config: OfKind<FilterConfig, K>): Filter<K> => filters[config.kind as K]

export interface Slot {
  readonly name: string
  readonly shape: Shape
}

/** What an update remembers besides the weights: the optimiser's slots, slot by slot, then those of the filter. */
export function slotsOf({ optimiser, filter }: RunConfig, parameters: readonly Parameter[]): readonly Slot[] {
  return [
    ...optimiserOf(optimiser).slots.flatMap((slot) => parameters.map(({ name, shape }) => ({ name: slotName(slot, name), shape }))),
    ...(filter === undefined ? [] : parameters.flatMap(({ name, shape }) => Object.entries(filterOf(filter).slots(filter, shape)).map(([slot, own]) => ({ name: slotName(slot, name), shape: own })))),
  ]
}

/** Whether an update asks for the weights before training. */
export function needsInitial({ optimiser, constraint }: RunConfig): boolean {
  return (optimiser.kind === 'adamw' && optimiser.decay === 'to_initial') || constraint?.kind === 'keep_zeros'
}

/** What an update is made from. */
export interface UpdateSource {
  /** Those that are trained. */
  readonly parameters: readonly Parameter[]
  /** All weights, frozen ones too. */
  readonly weights: Weights
  /** The mean loss over the batch at such weights, a scalar. */
  lossAt(weights: Weights): Tensor
  /** Length of all weights before training, √(Σ w²). */
  readonly initialNorm: number
  /** A parameter before training; asked for only where `needsInitial`. */
  initial(parameter: string): Tensor
}

/**
 * One update: gradient of loss and penalties (with noise on the weights, where that is asked for), filter, optimiser, constraint.
 *
 * @returns the weights and slots after it, by name
 */
export function recordUpdate(ops: DifferentiableOps, config: RunConfig, source: UpdateSource): Readonly<Record<string, Tensor>> {
  const zeros = zerosKept(ops, config.constraint, source.initial)
  const gradients = gradientsOf(ops, config, source, zeros)
  const filtered = filter(ops, config, gradients)
  const updated = gradients.map((parameter, i) => ({ name: parameter.name, filterSlots: filtered[i]?.slots ?? {}, ...update(ops, config, source, parameter, filtered[i]?.gradient ?? parameter.gradient) }))
  const weights = updated.map(({ name, weight }) => zeros(name, weight))
  const constrained = config.constraint?.kind === 'constant_norm' ? withNorm(ops, weights, source.initialNorm) : weights
  return Object.fromEntries([
    ...updated.map(({ name }, i) => [name, constrained[i] as Tensor] as const),
    ...updated.flatMap(({ name, slots, filterSlots }) => Object.entries({ ...slots, ...filterSlots }).map(([slot, value]) => [slotName(slot, name), value] as const)),
  ])
}

/** The gradient that an update follows, by parameter: of loss and penalties, with noise on the weights where that is asked for; not filtered. */
export function recordGradient(ops: DifferentiableOps, config: RunConfig, source: UpdateSource): Readonly<Record<string, Tensor>> {
  const gradients = gradientsOf(ops, config, source, zerosKept(ops, config.constraint, source.initial))
  return Object.fromEntries(gradients.map(({ name, gradient }) => [name, gradient]))
}

function gradientsOf(ops: DifferentiableOps, { noise, penalties, seed }: RunConfig, { parameters, weights, lossAt }: UpdateSource, zeros: Zeros): readonly Trained[] {
  const names = parameters.map(({ name }) => name)
  const weightOf = (name: string): Tensor => weights[name] as Tensor
  const at = noise === undefined ? weights : { ...weights, ...Object.fromEntries(names.map((name) => [name, zeros(name, noisy(ops, noise, seed, name, weightOf(name)))])) }
  const where = names.map((name) => at[name] as Tensor)
  const penalty = totalPenalty(ops, penalties, where)
  const gradients = ops.gradient(penalty === null ? lossAt(at) : ops.add(lossAt(at), penalty), where)
  return names.map((name, i) => ({ name, weight: weightOf(name), gradient: zeros(name, gradients[i] as Tensor) }))
}

function filter(ops: DifferentiableOps, { filter: config, precision }: RunConfig, gradients: readonly Trained[]): readonly Filtered[] {
  if (config === undefined) return gradients.map(({ gradient }) => ({ gradient, slots: {} }))
  const known = filterOf(config)
  return known.apply(
    ops,
    config,
    gradients.map((parameter) => ({ ...parameter, slots: inputSlots(ops, parameter.name, known.slots(config, parameter.weight.shape), precision) })),
  )
}

function update(ops: DifferentiableOps, { optimiser: config, precision, seed }: RunConfig, source: UpdateSource, { name, weight }: Trained, gradient: Tensor) {
  const optimiser = optimiserOf(config)
  const slots = inputSlots(ops, name, Object.fromEntries(optimiser.slots.map((slot) => [slot, weight.shape])), precision)
  return optimiser.update(ops, settingsOf(config, name), weight, gradient, slots, {
    initial: () => source.initial(name),
    normal: (shape, use) => ops.randomNormal(shape, precision, drawKey(ops, seed, optimiserStream(name, use))),
  })
}

function inputSlots(ops: DifferentiableOps, parameter: string, shapes: Readonly<Record<string, Shape>>, precision: 'f32' | 'f64'): Slots {
  return Object.fromEntries(Object.entries(shapes).map(([slot, shape]) => [slot, ops.input(slotName(slot, parameter), shape, precision)]))
}
