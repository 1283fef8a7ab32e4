import type { TrainingJob } from '../../../../engine/executors/executor.ts'
import { mean, square } from '../../../../engine/ops/derived.ts'
import type { DifferentiableOps, Tensor } from '../../../../engine/ops/ops.ts'
import { optimise } from '../../../../engine/program/optimise.ts'
import { record } from '../../../../engine/program/record.ts'
import { allocate, sizeOf, type NamedTensors } from '../../../../shared/tensors.ts'
import type { Side } from '../data.ts'
import type { Workload } from '../workload.ts'
import { adamw, slotName, slots } from './adamw.ts'
import { batchesName, batchOf } from './batch.ts'
import { mlpLogits } from './mlp.ts'
import { pairLogits } from './pair.ts'
import { transformerLogits } from './transformer.ts'
import { weight, type Rows, type Weights } from './weights.ts'

/** State that holds the loss of the step made last, before its update: the peers compute it too. */
export const lossName = 'train_loss'

function logitsOf(ops: DifferentiableOps, workload: Workload, weights: Weights, inputs: Tensor): Tensor {
  switch (workload.kind) {
    case 'mlp':
    case 'dense':
      return mlpLogits(ops, workload, weights, inputs)
    case 'pair':
      return pairLogits(ops, weights, inputs)
    case 'transformer':
      return transformerLogits(ops, workload, weights, inputs)
  }
}

function lossOf(ops: DifferentiableOps, workload: Workload, logits: Tensor, labels: Tensor): Tensor {
  const isSquared = workload.kind === 'dense' || (workload.kind === 'mlp' && workload.loss === 'mse')
  if (isSquared) {
    const [, classes] = logits.shape as readonly [number, number]
    return mean(ops, square(ops, ops.sub(logits, ops.oneHot(labels, classes, 'f32'))))
  }
  const loss = mean(ops, ops.crossEntropy(logits, labels))
  return workload.kind === 'pair' ? ops.div(loss, workload.lossDivisor) : loss
}

function inputsOf(ops: DifferentiableOps, tensors: NamedTensors, names: readonly string[]): Weights {
  return Object.fromEntries(names.map((name) => [name, input(ops, tensors, name)]))
}

function input(ops: DifferentiableOps, tensors: NamedTensors, name: string): Tensor {
  const tensor = tensors[name]
  return tensor === undefined ? weight({}, name) : ops.input(name, tensor.shape, tensor.dtype)
}

function side(ops: DifferentiableOps, workload: Workload, data: NamedTensors, name: Side): Rows {
  return { inputs: input(ops, data, `${name}.${workload.kind === 'dense' ? 'x' : 'tokens'}`), labels: input(ops, data, `${name}.labels`) }
}

/** Share of rows whose largest logit is the answer's. */
function accuracy(ops: DifferentiableOps, logits: Tensor, labels: Tensor): Tensor {
  return mean(ops, ops.cast(ops.equal(ops.argmax(logits, 1), labels), 'f64'))
}

/** One whole training step of a model (forward, backward, AdamW with its warm-up) and an evaluation on the rows not trained on. */
export function benchJob(workload: Workload, weights: NamedTensors, data: NamedTensors, threads: number): TrainingJob {
  const names = Object.keys(weights)
  const zeros = slots.flatMap((slot) =>
    Object.entries(weights).map(([name, { shape }]) => [slotName(slot, name), { shape, dtype: 'f32', data: allocate('f32', sizeOf(shape)) }] as const),
  )
  const state: NamedTensors = { ...weights, ...Object.fromEntries(zeros), [lossName]: { shape: [], dtype: 'f32', data: new Float32Array(1) } }

  const step = record((ops) => {
    const before = inputsOf(ops, state, Object.keys(state))
    const given = data[batchesName] === undefined ? null : input(ops, data, batchesName)
    const { inputs, labels } = batchOf(ops, workload.batch, given, side(ops, workload, data, 'train'))
    const loss = lossOf(ops, workload, logitsOf(ops, workload, before, inputs), labels)
    const gradients = ops.gradient(loss, names.map((name) => weight(before, name)))
    const after = names.map((name, i) => adamw(ops, workload, before, name, gradients[i] as Tensor))
    return { ...(Object.assign({}, ...after) as Weights), [lossName]: loss }
  })

  const evaluate = record((ops) => {
    const { inputs, labels } = side(ops, workload, data, 'test')
    const logits = logitsOf(ops, workload, inputsOf(ops, weights, names), inputs)
    return { test_loss: lossOf(ops, workload, logits, labels), test_accuracy: accuracy(ops, logits, labels), [lossName]: ops.input(lossName, [], 'f32') }
  })
  return { step: optimise(step), evaluate: optimise(evaluate), data, state, stepsDone: 0, threads }
}
