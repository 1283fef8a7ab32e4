import { LabError } from '../shared/errors.ts'
import type { LossConfig, ModelConfig, OptimiserConfig, RunConfig, TaskConfig } from '../shared/schema/run-config.ts'
import { allocate, sizeOf, type HostTensor, type NamedTensors } from '../shared/tensors.ts'
import type { DifferentiableOps, Tensor } from '../engine/ops/ops.ts'
import { batchOf, checkBatch, type Batch } from './batches.ts'
import { accuracy, type EvaluationSeries } from './evaluation.ts'
import { losses } from './losses/index.ts'
import type { Loss, LossKind } from './losses/loss.ts'
import { measures } from './measures/index.ts'
import { initialValues } from './models/initial-values.ts'
import { models } from './models/index.ts'
import type { Model, ModelKind, Parameter, Weights, Widths } from './models/model.ts'
import { optimisers } from './optimisers/index.ts'
import { slotName, type Optimiser, type OptimiserKind } from './optimisers/optimiser.ts'
import type { OfKind } from './register.ts'
import { tasks } from './tasks/index.ts'
import { drawSplit } from './tasks/split.ts'
import type { Task, TaskKind } from './tasks/task.ts'
import type { Examples, Measure, Split } from './types.ts'

// Look-ups generic in the kind: an entry of a register and its configuration stay together.
const taskOf = <K extends TaskKind>(config: OfKind<TaskConfig, K>): Task<K> => tasks[config.kind as K]
const modelOf = <K extends ModelKind>(config: OfKind<ModelConfig, K>): Model<K> => models[config.kind as K]
const lossOf = <K extends LossKind>(config: OfKind<LossConfig, K>): Loss<K> => losses[config.kind as K]
const optimiserOf = <K extends OptimiserKind>(config: OfKind<OptimiserConfig, K>): Optimiser<K> => optimisers[config.kind as K]

/**
 * A run before it is run: everything that follows from its configuration, and the two programs as functions of `Ops`.
 *
 * Names: parameters by place (`layers.0.weight`), the optimiser's tensors by slot and place (`optimiser.m.layers.0.weight`),
 * data by side (`data.train.tokens`, `data.train.labels`, `data.test.tokens`, `data.test.labels`).
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
  /** One update: reads state and data, returns the new state by name. */
  recordStep(ops: DifferentiableOps): Readonly<Record<string, Tensor>>
  /** Losses and accuracies of the weights as they are, each a scalar. */
  recordEvaluation(ops: DifferentiableOps): Readonly<Record<EvaluationSeries, Tensor>>
}

export function experimentOf(config: RunConfig): Experiment {
  const examples = taskOf(config.task).examples(config.task)
  const [rows, columns] = examples.tokens.shape as readonly [number, number]
  const split = drawSplit(rows, config.split)
  checkBatch(config.batch, split.train.length)

  const widths: Widths = { vocabulary: examples.vocabulary, classes: examples.classes, columns }
  const model = modelOf(config.model)
  const loss = lossOf(config.loss)
  const optimiser = optimiserOf(config.optimiser)
  const parameters = model.parameters(config.model, widths)
  const data = { ...side('train', examples, split.train), ...side('test', examples, split.test) }

  const inputWeights = (ops: DifferentiableOps): Weights =>
    Object.fromEntries(parameters.map(({ name, shape }) => [name, ops.input(name, shape, config.precision)]))
  const inputSide = (ops: DifferentiableOps, name: 'train' | 'test'): Batch => {
    const count = split[name].length
    return { tokens: ops.input(`data.${name}.tokens`, [count, columns], 'i32'), labels: ops.input(`data.${name}.labels`, [count], 'i32') }
  }
  const lossAndLogits = (ops: DifferentiableOps, weights: Weights, { tokens, labels }: Batch): { loss: Tensor; logits: Tensor } => {
    const logits = model.logits(ops, config.model, widths, weights, tokens)
    return { loss: loss.mean(ops, config.loss, logits, labels), logits }
  }

  return {
    config,
    examples,
    split,
    parameters,
    data,
    weights: initialWeights(config, parameters),
    optimiser: zeroState(config, parameters, optimiser.slots),
    measures: config.measures.map(measureById),

    recordStep(ops) {
      const weights = inputWeights(ops)
      const batch = batchOf(ops, config.batch, config.seed, inputSide(ops, 'train'))
      const before = parameters.map(({ name, shape }) => ({
        name,
        weight: weights[name] ?? missing(name),
        slots: Object.fromEntries(optimiser.slots.map((slot) => [slot, ops.input(slotName(slot, name), shape, config.precision)])),
      }))
      const gradients = ops.gradient(lossAndLogits(ops, weights, batch).loss, before.map(({ weight }) => weight))
      const after = before.map(({ name, weight, slots }, i) => {
        const update = optimiser.update(ops, config.optimiser, weight, gradients[i] ?? missing(name), slots)
        return { name, ...update }
      })
      return Object.fromEntries([
        ...after.map(({ name, weight }) => [name, weight] as const),
        ...after.flatMap(({ name, slots }) => Object.entries(slots).map(([slot, value]) => [slotName(slot, name), value] as const)),
      ])
    },

    recordEvaluation(ops) {
      const weights = inputWeights(ops)
      const train = inputSide(ops, 'train')
      const test = inputSide(ops, 'test')
      const onTrain = lossAndLogits(ops, weights, train)
      const onTest = lossAndLogits(ops, weights, test)
      return {
        train_loss: onTrain.loss,
        train_accuracy: accuracy(ops, onTrain.logits, train.labels),
        test_loss: onTest.loss,
        test_accuracy: accuracy(ops, onTest.logits, test.labels),
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
    const values = initialValues(model.init, parameter, seed)
    return { shape: parameter.shape, dtype: precision, data: precision === 'f64' ? values : Float32Array.from(values) }
  })
}

function zeroState({ precision }: RunConfig, parameters: readonly Parameter[], slots: readonly string[]): NamedTensors {
  const zeros = slots.flatMap((slot) => parameters.map(({ name, shape }) => ({ name: slotName(slot, name), shape })))
  return named(zeros, ({ shape }) => ({ shape, dtype: precision, data: allocate(precision, sizeOf(shape)) }))
}

function named<T extends { readonly name: string }>(list: readonly T[], make: (item: T) => HostTensor): NamedTensors {
  return Object.fromEntries(list.map((item) => [item.name, make(item)]))
}

/** The rows of one side of the split, in ascending order. */
function side(name: 'train' | 'test', { tokens, labels }: Examples, rows: Int32Array): NamedTensors {
  const [, columns] = tokens.shape as readonly [number, number]
  const ownTokens = new Int32Array(rows.length * columns)
  rows.forEach((row, i) => ownTokens.set(tokens.data.subarray(row * columns, (row + 1) * columns), i * columns))
  return {
    [`data.${name}.tokens`]: { shape: [rows.length, columns], dtype: 'i32', data: ownTokens },
    [`data.${name}.labels`]: { shape: [rows.length], dtype: 'i32', data: Int32Array.from(rows, (row) => labels.data[row]!) },
  }
}

function missing(name: string): never {
  throw new Error(`${name} has no tensor. This is a mistake in the model or the optimiser.`)
}
