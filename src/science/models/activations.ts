import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { square } from '../../engine/ops/derived.ts'
import { gelu, relu } from '../../engine/ops/derived/activations.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'

type Activation = Extract<ModelConfig, { kind: 'mlp' }>['activation']

/** Elementwise functions between layers, by their name in a configuration. */
export const activations: Readonly<Record<Activation, (ops: Ops, x: Tensor) => Tensor>> = {
  relu,
  /** x², Gromov 2023. */
  quadratic: square,
  tanh: (ops, x) => ops.tanh(x),
  /** x Φ(x). */
  gelu,
  /** x itself: a deep linear network. */
  identity: (_ops, x) => x,
}
