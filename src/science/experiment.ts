import type { TaskConfig } from '../shared/schema/config/task.ts'
import type { RunConfig } from '../shared/schema/run-config.ts'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../shared/tensors.ts'
import type { DifferentiableOps, Ops, Tensor } from '../engine/ops/ops.ts'
import { aimOf } from './aim.ts'
import { batchOf, checkBatch, type Batch } from './batches.ts'
import type { Evaluated } from './evaluation.ts'
import { chosenAll, type ChosenMeasure } from './measures/choose.ts'
import { startOf } from './models/initial-values.ts'
import { ignore, type Draws, type Parameter, type Pass, type Weights, type Widths } from './models/model.ts'
import { storedWeights } from './models/stored-weights.ts'
import { passStream } from './random/streams.ts'
import type { OfKind } from './register.ts'
import { noSources, type Sources } from './sources.ts'
import { totalPenalty } from './step/penalties.ts'
import { needsInitial, recordGradient, recordUpdate, slotsOf, type Slot, type UpdateSource } from './step/update.ts'
import { tasks } from './tasks/index.ts'
import { withLabelNoise } from './tasks/label-noise.ts'
import { splitRows } from './tasks/split.ts'
import type { Task, TaskKind } from './tasks/task.ts'
import type { Examples, Network, Split } from './types.ts'

// Generic in the kind: an entry of the register and its configuration stay together.
const taskOf = <K extends TaskKind>(config: OfKind<TaskConfig, K>): Task<K> => tasks[config.kind as K]

/**
 * A run before it is run: everything that follows from its configuration, and the two programs as functions of `Ops`.
 *
 * Names: parameters by place (`layers.0.weight`), the optimiser's tensors by slot and place (`optimiser.m.layers.0.weight`),
 * data by side (`data.train.inputs`, `data.train.answers`, `data.test.inputs`, `data.test.answers`).
 */
export interface Experiment {
  readonly config: RunConfig
  readonly examples: Examples
  readonly split: Split
  readonly parameters: readonly Parameter[]
  /** Initial weights, drawn from the seed. */
  readonly weights: NamedTensors
  /** Initial state of the optimiser: zeros. */
  readonly optimiser: NamedTensors
  readonly data: NamedTensors
  readonly measures: readonly ChosenMeasure[]
  readonly network: Network
  /** One update: reads state and data, returns the new state by name. */
  recordStep(ops: DifferentiableOps): Readonly<Record<string, Tensor>>
  /** The gradient that this update follows, by parameter that is trained: reads weights and data. */
  recordGradient(ops: DifferentiableOps): Readonly<Record<string, Tensor>>
  /** Losses and accuracies of the weights as they are, each a scalar; with both terms of what is made small, where it has two. */
  recordEvaluation(ops: DifferentiableOps): Evaluated
}

/** @param sources the files that `filesOf` names; only a configuration that names none can do without */
export function experimentOf(config: RunConfig, sources: Sources = noSources): Experiment {
  const truth = taskOf(config.task).examples(config.task, sources)
  const [rows = 0] = truth.inputs.values.shape
  const split = splitRows(rows, config.split, sources)
  const examples = withLabelNoise(truth, split, config.split)
  checkBatch(config.batch, split.train.length)

  const widths = widthsOf(examples, split)
  const { model, ...aim } = aimOf(config, widths, examples.answers)
  const parameters = model.parameters(config.model, widths)
  const trained = parameters.filter(({ frozen }) => frozen !== true)
  const weights = initialWeights(config, parameters, storedWeights(config.model, parameters, sources))
  const data: NamedTensors = {
    ...side('train', examples, split.train, config.precision),
    ...side('test', examples, split.test, config.precision),
    ...(needsInitial(config) || model.needsInitial === true ? Object.fromEntries(Object.entries(weights).map(([name, value]) => [initialName(name), value])) : {}),
  }

  const inputs = new WeakMap<DifferentiableOps, Map<string, Tensor>>()
  /** Asked for once a program, however often it is read. */
  const inputData = (ops: DifferentiableOps, name: string): Tensor => {
    const known = inputs.get(ops) ?? new Map<string, Tensor>()
    inputs.set(ops, known)
    const { shape, dtype } = data[name] ?? missing(name)
    const tensor = known.get(name) ?? ops.input(name, shape, dtype)
    known.set(name, tensor)
    return tensor
  }
  const inputWeights = (ops: DifferentiableOps): Weights =>
    Object.fromEntries(parameters.map(({ name, shape }) => [name, ops.input(name, shape, config.precision)]))
  const inputSide = (ops: DifferentiableOps, name: 'train' | 'test'): Batch => {
    return { inputs: inputData(ops, `data.${name}.inputs`), answers: inputData(ops, `data.${name}.answers`) }
  }
  const passOf = (ops: Ops, more: Pass = {}): Pass => ({
    ...more,
    trained: () => inputSide(readable(ops), 'train'),
    initial: (name) => inputData(readable(ops), initialName(name)),
  })
  /** Other draws in each update, and those of update 0 where what is trained is only looked at. */
  const drawsAt = (counter: Tensor): Draws => (purpose) => ({ seed: config.seed, stream: passStream(purpose), counter })

  /** What the update of a step is made from: the batch and the draws of that step. */
  const sourceOf = (ops: DifferentiableOps): UpdateSource => {
    const batch = batchOf(ops, config.batch, config.seed, inputSide(ops, 'train'))
    const before = inputWeights(ops)
    const pass = passOf(ops, { draws: drawsAt(ops.cast(ops.step(), 'i32')) })
    return {
      parameters: trained,
      weights: before,
      lossAt(at) {
        const { data_fit, complexity } = aim.terms(ops, at, batch, pass)
        return complexity === null ? data_fit : ops.add(data_fit, complexity)
      },
      initialNorm: lengthOf(trained.map(({ name }) => weights[name] ?? missing(name))),
      initial: (name) => inputData(ops, initialName(name)),
    }
  }

  return {
    config,
    examples,
    split,
    parameters,
    data,
    weights,
    optimiser: zeroState(config, slotsOf(config, trained)),
    measures: chosenAll(config.measures),
    network: {
      parameters,
      weights: inputWeights,
      side: inputSide,
      outputs: (ops, at, inputs, note = ignore) => model.outputs(ops, config.model, widths, at, inputs, passOf(ops, { note })),
      loss: (ops, at, batch) => aim.loss(ops, at, batch, passOf(ops)),
    },

    recordStep(ops) {
      const source = sourceOf(ops)
      return { ...source.weights, ...recordUpdate(ops, config, source) } // what is frozen stays
    },

    recordGradient: (ops) => recordGradient(ops, config, sourceOf(ops)),

    recordEvaluation(ops) {
      const weights = inputWeights(ops)
      const [train, test] = [inputSide(ops, 'train'), inputSide(ops, 'test')]
      const [onTrain, onTest] = [aim.judged(ops, weights, train, passOf(ops)), aim.judged(ops, weights, test, passOf(ops))]
      const own = model.objective === undefined ? null : aim.terms(ops, weights, train, passOf(ops, { draws: drawsAt(ops.full([], 0, 'i32')) }))
      const penalty = totalPenalty(ops, config.penalties, trained.map(({ name }) => weights[name] ?? missing(name)))
      const costs = [own?.complexity ?? null, penalty].filter((cost) => cost !== null)
      return {
        train_loss: onTrain.loss,
        train_accuracy: onTrain.accuracy,
        test_loss: onTest.loss,
        test_accuracy: onTest.accuracy,
        ...(costs.length === 0 ? {} : { data_fit: own?.data_fit ?? onTrain.loss, complexity: costs.reduce((sum, cost) => ops.add(sum, cost)) }),
      }
    },
  }
}

/** Rounded to the working precision once: an f32 run starts from the rounded weights of its f64 twin. */
function initialWeights({ model, precision, seed }: RunConfig, parameters: readonly Parameter[], stored: NamedTensors): NamedTensors {
  return named(parameters, (parameter) => {
    const values = stored[parameter.name]?.data ?? startOf(model, parameter, seed)
    return { shape: parameter.shape, dtype: precision, data: precision === 'f64' ? Float64Array.from(values) : Float32Array.from(values) }
  })
}

function zeroState({ precision }: RunConfig, slots: readonly Slot[]): NamedTensors {
  return named(slots, ({ shape }) => ({ shape, dtype: precision, data: allocate(precision, sizeOf(shape)) }))
}

/** √(Σ w²) over all tensors, in f64. */
function lengthOf(weights: readonly HostTensor[]): number {
  let sum = 0
  for (const { data } of weights) for (const w of data) sum += w * w
  return Math.sqrt(sum)
}

/** `data.initial.layers.0.weight`: a parameter before training, where updates ask for it. */
function initialName(parameter: string): string {
  return `data.initial.${parameter}`
}

function named<T extends { readonly name: string }>(list: readonly T[], make: (item: T) => HostTensor): NamedTensors {
  return Object.fromEntries(list.map((item) => [item.name, make(item)]))
}

/** The widths of a network that takes such examples. */
function widthsOf({ inputs, answers }: Examples, { train }: Split): Widths {
  const [, columns = 0] = inputs.values.shape
  return {
    inputs: inputs.kind === 'tokens' ? { kind: 'tokens', columns, vocabulary: inputs.vocabulary } : { kind: 'features', columns },
    outputs: answers.kind === 'classes' ? answers.classes : (answers.values.shape[1] ?? 0),
    trained: train.length,
  }
}

/** The rows of one side of the split, in ascending order; numbers in the working precision. */
function side(name: 'train' | 'test', { inputs, answers }: Examples, rows: Int32Array, precision: RunConfig['precision']): NamedTensors {
  return {
    [`data.${name}.inputs`]: rowsOf(inputs.values, rows, precision),
    [`data.${name}.answers`]: rowsOf(answers.values, rows, precision),
  }
}

function rowsOf({ shape, dtype, data }: HostTensor, rows: Int32Array, precision: RunConfig['precision']): HostTensor {
  const width = sizeOf(shape.slice(1))
  const kept = dtype === 'i32' ? dtype : precision
  const out = allocate(kept, rows.length * width)
  rows.forEach((row, i) => out.set(data.subarray(row * width, (row + 1) * width), i * width))
  return { shape: [rows.length, ...shape.slice(1)], dtype: kept, data: out }
}

/** Programs have inputs; what only computes at once has none. */
function readable(ops: Ops): DifferentiableOps {
  if (!('input' in ops)) throw new Error('A model that predicts from its training examples was asked outside a program. This is a mistake in the measure.')
  return ops as DifferentiableOps
}

function missing(name: string): never {
  throw new Error(`${name} has no tensor. This is a mistake in the model or the optimiser.`)
}
