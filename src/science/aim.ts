import type { ModelConfig } from '../shared/schema/config/model.ts'
import { LabError } from '../shared/errors.ts'
import type { RunConfig } from '../shared/schema/run-config.ts'
import type { Ops, Tensor } from '../engine/ops/ops.ts'
import type { Batch } from './batches.ts'
import { accuracy, askedOf, type Asked } from './evaluation.ts'
import { losses } from './losses/index.ts'
import type { Loss, LossKind, OutputLoss } from './losses/loss.ts'
import { models } from './models/index.ts'
import type { Model, ModelKind, Pass, Terms, Weights, Widths } from './models/model.ts'
import type { OfKind } from './register.ts'
import type { Answers } from './types.ts'

// Look-ups generic in the kind: an entry of a register and its configuration stay together.
const modelOf = <K extends ModelKind>(config: OfKind<ModelConfig, K>): Model<K> => models[config.kind as K]
const lossOf = <K extends LossKind>(config: OfKind<OutputLoss, K>): Loss<K> => losses[config.kind as K]

/** A model with what it is trained for. */
export interface Aim {
  readonly model: Model<ModelKind>
  /** How well some examples are answered: the mean loss without penalties and the share of right answers, scalars. */
  judged(ops: Ops, weights: Weights, batch: Batch, pass: Pass): { readonly loss: Tensor; readonly accuracy: Tensor }
  /** The mean loss without penalties, a scalar. */
  loss(ops: Ops, weights: Weights, batch: Batch, pass: Pass): Tensor
  /** What an update makes small, without penalties. */
  terms(ops: Ops, weights: Weights, batch: Batch, pass: Pass): { readonly data_fit: Tensor; readonly complexity: Tensor | null }
}

/** Model and loss of a configuration, or a refusal in words where they, the examples and the answers do not go together. */
export function aimOf(config: RunConfig, widths: Widths, answers: Answers): Aim {
  const model = modelOf(config.model)
  refuse('model', model.lacks(config.model, widths))
  return config.loss.kind === 'own' ? ownAim(config, model, widths, answers) : lossAim(config, config.loss, model, widths, answers)
}

type Outputs = (ops: Ops, weights: Weights, inputs: Tensor, pass: Pass) => Tensor

function lossAim(config: RunConfig, lossConfig: OutputLoss, model: Model<ModelKind>, widths: Widths, answers: Answers): Aim {
  const loss = lossOf(lossConfig)
  refuse('loss', loss.lacks(answers))
  refuse('loss', model.objective === undefined ? null : `A ${named(config)} is trained by its own likelihood, not by a loss of its outputs; set loss.kind to own.`)
  const outputs: Outputs = (ops, weights, inputs, pass) => model.outputs(ops, config.model, widths, weights, inputs, pass)
  const lossOfBatch = (ops: Ops, weights: Weights, batch: Batch, pass: Pass): Tensor => loss.mean(ops, lossConfig, outputs(ops, weights, batch.inputs, pass), askedOf(answers, batch.answers))
  return {
    model,
    loss: lossOfBatch,
    judged(ops, weights, batch, pass) {
      const [answered, asked] = [outputs(ops, weights, batch.inputs, pass), askedOf(answers, batch.answers)]
      return { loss: loss.mean(ops, lossConfig, answered, asked), accuracy: accuracy(ops, answered, asked) }
    },
    terms: (ops, weights, batch, pass) => ({ data_fit: lossOfBatch(ops, weights, batch, pass), complexity: null }),
  }
}

function ownAim(config: RunConfig, model: Model<ModelKind>, widths: Widths, answers: Answers): Aim {
  const { objective } = model
  if (objective === undefined) throw refusal('loss.kind', `A ${named(config)} has no likelihood of its own; choose a loss of its outputs, such as cross_entropy or mse.`)
  refuse('model', objective.lacks(config.model, answers))
  refuse('batch', objective.needsFullBatch && config.batch.kind !== 'full' ? `The likelihood of a ${named(config)} is one of all examples together; set batch.kind to full.` : null)
  const asking = ({ inputs, answers: rows }: Batch): { inputs: Tensor; asked: Asked } => ({ inputs, asked: askedOf(answers, rows) })
  const lossOfBatch: Aim['loss'] = (ops, weights, batch, pass) => objective.loss(ops, config.model, widths, weights, asking(batch), pass)
  return {
    model,
    loss: lossOfBatch,
    judged(ops, weights, batch, pass) {
      const outputs = model.outputs(ops, config.model, widths, weights, batch.inputs, pass)
      return { loss: lossOfBatch(ops, weights, batch, pass), accuracy: accuracy(ops, outputs, asking(batch).asked) }
    },
    terms: (ops, weights, batch, pass): Terms => objective.terms(ops, config.model, widths, weights, asking(batch), pass),
  }
}

const named = ({ model }: RunConfig): string => model.kind.replaceAll('_', ' ')

function refuse(key: string, lack: string | null): void {
  if (lack !== null) throw refusal(key, lack)
}

function refusal(key: string, lack: string): LabError {
  return new LabError('bad-config', `${lack} Nothing was started.`, { key })
}
