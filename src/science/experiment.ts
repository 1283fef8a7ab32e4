import { LabError } from '../shared/errors.ts'
import type { LossConfig } from '../shared/schema/config/loss.ts'
import type { ModelConfig } from '../shared/schema/config/model.ts'
import type { TaskConfig } from '../shared/schema/config/task.ts'
import type { RunConfig } from '../shared/schema/run-config.ts'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../shared/tensors.ts'
import type { DifferentiableOps, Ops, Tensor } from '../engine/ops/ops.ts'
import { batchOf, checkBatch, type Batch } from './batches.ts'
import { accuracy, askedOf, type Asked, type EvaluationSeries } from './evaluation.ts'
import { losses } from './losses/index.ts'
import type { Loss, LossKind } from './losses/loss.ts'
import { measures } from './measures/index.ts'
import { startOf } from './models/initial-values.ts'
import { models } from './models/index.ts'
import type { Model, ModelKind, Parameter, Weights, Widths } from './models/model.ts'
import type { OfKind } from './register.ts'
import { needsInitial, recordUpdate, slotsOf, type Slot } from './step/update.ts'
import { tasks } from './tasks/index.ts'
import { drawSplit } from './tasks/split.ts'
import type { Task, TaskKind } from './tasks/task.ts'
import type { Examples, Measure, Network, Split } from './types.ts'

// Look-ups generic in the kind: an entry of a register and its configuration stay together.
const taskOf = <K extends TaskKind>(config: OfKind<TaskConfig, K>): Task<K> => tasks[config.kind as K]
const modelOf = <K extends ModelKind>(config: OfKind<ModelConfig, K>): Model<K> => models[config.kind as K]
const lossOf = <K extends LossKind>(config: OfKind<LossConfig, K>): Loss<K> => losses[config.kind as K]

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
  readonly measures: readonly Measure[]
  readonly network: Network
  /** One update: reads state and data, returns the new state by name. */
  recordStep(ops: DifferentiableOps): Readonly<Record<string, Tensor>>
  /** Losses and accuracies of the weights as they are, each a scalar. */
  recordEvaluation(ops: DifferentiableOps): Readonly<Record<EvaluationSeries, Tensor>>
}

export function experimentOf(config: RunConfig): Experiment {
  const examples = taskOf(config.task).examples(config.task)
  const [rows = 0] = examples.inputs.values.shape
  const split = drawSplit(rows, config.split)
  checkBatch(config.batch, split.train.length)

  const widths = widthsOf(examples)
  const model = modelOf(config.model)
  const loss = lossOf(config.loss)
  refuse('model', model.lacks(config.model, widths))
  refuse('loss', loss.lacks(examples.answers))
  const parameters = model.parameters(config.model, widths)
  const trained = parameters.filter(({ frozen }) => frozen !== true)
  const weights = initialWeights(config, parameters)
  const data: NamedTensors = {
    ...side('train', examples, split.train, config.precision),
    ...side('test', examples, split.test, config.precision),
    ...(needsInitial(config) ? Object.fromEntries(Object.entries(weights).map(([name, value]) => [initialName(name), value])) : {}),
  }

  const inputData = (ops: DifferentiableOps, name: string): Tensor => {
    const { shape, dtype } = data[name] ?? missing(name)
    return ops.input(name, shape, dtype)
  }
  const inputWeights = (ops: DifferentiableOps): Weights =>
    Object.fromEntries(parameters.map(({ name, shape }) => [name, ops.input(name, shape, config.precision)]))
  const inputSide = (ops: DifferentiableOps, name: 'train' | 'test'): Batch => {
    return { inputs: inputData(ops, `data.${name}.inputs`), answers: inputData(ops, `data.${name}.answers`) }
  }
  const lossAndOutputs = (ops: Ops, weights: Weights, batch: Batch): { loss: Tensor; outputs: Tensor; asked: Asked } => {
    const outputs = model.outputs(ops, config.model, widths, weights, batch.inputs)
    const asked = askedOf(examples.answers, batch.answers)
    return { loss: loss.mean(ops, config.loss, outputs, asked), outputs, asked }
  }

  return {
    config,
    examples,
    split,
    parameters,
    data,
    weights,
    optimiser: zeroState(config, slotsOf(config, trained)),
    measures: config.measures.map(measureById),
    network: {
      parameters,
      weights: inputWeights,
      side: inputSide,
      outputs: (ops, at, inputs, note) => model.outputs(ops, config.model, widths, at, inputs, note),
      loss: (ops, at, batch) => lossAndOutputs(ops, at, batch).loss,
    },

    recordStep(ops) {
      const batch = batchOf(ops, config.batch, config.seed, inputSide(ops, 'train'))
      const before = inputWeights(ops)
      const after = recordUpdate(ops, config, {
        parameters: trained,
        weights: before,
        lossAt: (at) => lossAndOutputs(ops, at, batch).loss,
        initialNorm: lengthOf(trained.map(({ name }) => weights[name] ?? missing(name))),
        initial: (name) => inputData(ops, initialName(name)),
      })
      return { ...before, ...after } // what is frozen stays
    },

    recordEvaluation(ops) {
      const weights = inputWeights(ops)
      const onTrain = lossAndOutputs(ops, weights, inputSide(ops, 'train'))
      const onTest = lossAndOutputs(ops, weights, inputSide(ops, 'test'))
      return {
        train_loss: onTrain.loss,
        train_accuracy: accuracy(ops, onTrain.outputs, onTrain.asked),
        test_loss: onTest.loss,
        test_accuracy: accuracy(ops, onTest.outputs, onTest.asked),
      }
    },
  }
}

export function measureById(id: string): Measure {
  const measure = measures.find((each) => each.id === id)
  if (measure === undefined) {
    const known = measures.map((each) => each.id).join(', ')
    throw new LabError('bad-config', `There is no measure "${id}", so nothing was started. Choose among ${known}.`, { key: 'measures', measure: id })
  }
  return measure
}

/** Rounded to the working precision once: an f32 run starts from the rounded weights of its f64 twin. */
function initialWeights({ model, precision, seed }: RunConfig, parameters: readonly Parameter[]): NamedTensors {
  return named(parameters, (parameter) => {
    const values = startOf(model, parameter, seed)
    return { shape: parameter.shape, dtype: precision, data: precision === 'f64' ? values : Float32Array.from(values) }
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
function widthsOf({ inputs, answers }: Examples): Widths {
  const [, columns = 0] = inputs.values.shape
  return {
    inputs: inputs.kind === 'tokens' ? { kind: 'tokens', columns, vocabulary: inputs.vocabulary } : { kind: 'features', columns },
    outputs: answers.kind === 'classes' ? answers.classes : (answers.values.shape[1] ?? 0),
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

function refuse(key: string, lack: string | null): void {
  if (lack !== null) throw new LabError('bad-config', `${lack} Nothing was started.`, { key })
}

function missing(name: string): never {
  throw new Error(`${name} has no tensor. This is a mistake in the model or the optimiser.`)
}
