import type { ModelConfig } from '../../shared/schema/config/model.ts'
import type { Ops, RandomKey, Tensor } from '../../engine/ops/ops.ts'
import type { Batch } from '../batches.ts'
import type { Asked } from '../evaluation.ts'
import type { OfKind } from '../register.ts'
import type { Answers } from '../examples.ts'

export type ModelKind = ModelConfig['kind']

/** The widths that a task sets: its examples without the rows. */
export interface Widths {
  readonly inputs:
    | { readonly kind: 'tokens'; /** Symbols an example. */ readonly columns: number; readonly vocabulary: number }
    | { readonly kind: 'features'; readonly columns: number }
  /** Classes, or numbers of a target. */
  readonly outputs: number
  /** Examples that are trained on, where that is known: some models predict from them. */
  readonly trained?: number
}

/** One tensor of a network. */
export interface Parameter {
  /** By place: `layers.0.weight`. */
  readonly name: string
  /** Matrices are (inputs, outputs). */
  readonly shape: readonly number[]
  /** Inputs that one output sums over, for the initial scale. */
  readonly fanIn: number
  /** Width of the stream that it belongs to, where the initial scale follows that instead. */
  readonly width?: number
  /** Embeddings and biases begin differently in some initialisations. */
  readonly role?: 'embedding' | 'bias'
  /** A weight that no update moves. */
  readonly frozen?: true
  /** Values that the model sets itself before training, f64, instead of the configured draw. */
  readonly initial?: (seed: number) => Float64Array
}

/**
 * Told of tensors on the way, by name: `hidden.0` … (after the activation, [n, neurons]), `features` (what the last layer reads, [n, d]),
 * `blocks.0.pattern` (attention, [n, heads, queries, places]), `blocks.0.hidden` ([n, neurons] at the last place); the stream of a
 * transformer at the last place, `stream.embed`, `stream.blocks.0.attn`, `stream.blocks.0.mlp` … ([n, d]; [1, d] where it is one for all).
 */
export type Note = (name: string, tensor: Tensor) => void

/** Of somebody who wants the outputs only. */
export const ignore: Note = () => {}

/** Keys of what is drawn in the update being made, by what it is for (`dropout.hidden.0`). */
export type Draws = (purpose: string) => RandomKey

/** What a model is given while it computes, besides weights and inputs. */
export interface Pass {
  readonly note?: Note
  /** There where the model is being trained, and only there. */
  readonly draws?: Draws
  /** All examples that are trained on, for models that predict from them. */
  readonly trained?: () => Batch
  /** A parameter as it was before training, for models that say `needsInitial`. */
  readonly initial?: (parameter: string) => Tensor
}

/** Tensors by place while a program is written. */
export type Weights = Readonly<Record<string, Tensor>>

/** Some examples, and what is asked of them. */
export interface Asking {
  /** Tokens i32 [n, columns] or features [n, columns]. */
  readonly inputs: Tensor
  readonly asked: Asked
}

/** What is made small, in two parts, both a training example: their sum is the objective. */
export interface Terms {
  /** How badly the data are explained, a scalar. */
  readonly data_fit: Tensor
  /** What the explanation itself costs, a scalar. */
  readonly complexity: Tensor
}

/** What a model makes small that is more than a loss of its outputs. */
export interface Objective<K extends ModelKind> {
  /** Null where the model can judge such answers, else a sentence that says why not. */
  lacks(config: OfKind<ModelConfig, K>, answers: Answers): string | null
  /** Whether one update needs all examples that are trained on. */
  readonly needsFullBatch: boolean
  /** The mean negative log-likelihood of some examples under the model's predictions, a scalar. */
  loss(ops: Ops, config: OfKind<ModelConfig, K>, widths: Widths, weights: Weights, asking: Asking, pass: Pass): Tensor
  terms(ops: Ops, config: OfKind<ModelConfig, K>, widths: Widths, weights: Weights, asking: Asking, pass: Pass): Terms
}

export interface Model<K extends ModelKind> {
  /** Null where the model can take such examples, else a sentence that says why not. */
  lacks(config: OfKind<ModelConfig, K>, widths: Widths): string | null
  parameters(config: OfKind<ModelConfig, K>, widths: Widths): readonly Parameter[]
  /** Tokens i32 [n, columns] or features [n, columns] → [n, outputs]: logits of classes, or numbers. */
  outputs(ops: Ops, config: OfKind<ModelConfig, K>, widths: Widths, weights: Weights, inputs: Tensor, pass?: Pass): Tensor
  /** Whether its outputs depend on the weights before training. */
  readonly needsInitial?: true
  /** There where the model is trained with `loss: own`, and with nothing else. */
  readonly objective?: Objective<K>
}

export type Models = { readonly [K in ModelKind]: Model<K> }

/** A tensor of the model by its place; a missing one is a mistake in the model, not in the user's data. */
export function weight(weights: Weights, name: string): Tensor {
  const tensor = weights[name]
  if (tensor === undefined) throw new Error(`The model asks for ${name}, which is not among its parameters.`)
  return tensor
}
