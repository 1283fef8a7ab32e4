import type { DifferentiableOps, Tensor } from '../../engine/ops/ops.ts'
import type { Batch } from '../batches.ts'
import type { Weights } from '../models/model.ts'
import type { MeasureInput } from '../types.ts'

/** Weights and the training examples in f64, for differences that the working precision would lose. */
export interface InDouble {
  readonly weights: Weights
  readonly train: Batch
}

export function inDouble(ops: DifferentiableOps, { network }: Pick<MeasureInput, 'network'>): InDouble {
  const wide = (x: Tensor): Tensor => (x.dtype === 'f32' ? ops.cast(x, 'f64') : x)
  const { inputs, answers } = network.side(ops, 'train')
  return { weights: Object.fromEntries(Object.entries(network.weights(ops)).map(([name, w]) => [name, wide(w)])), train: { inputs: wide(inputs), answers: wide(answers) } }
}

/** Null where a network can be run in f64 whatever its own precision, else a sentence. */
export function lacksDouble({ config }: Pick<MeasureInput, 'config'>): string | null {
  const isProcess = config.model.kind.startsWith('gaussian_process')
  return isProcess ? 'It moves the weights of a network, and a Gaussian process has none.' : null
}
