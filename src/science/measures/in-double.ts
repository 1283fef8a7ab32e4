import type { DifferentiableOps, Tensor } from '../../engine/ops/ops.ts'
import { opsOver } from '../../engine/ops/primitive-ops.ts'
import { infer } from '../../engine/ops/shapes.ts'
import { LabError } from '../../shared/errors.ts'
import type { Batch } from '../batches.ts'
import type { Weights } from '../models/model.ts'
import type { MeasureInput, Network } from '../types.ts'

/** Weights and the training examples in f64, for differences that the working precision would lose. */
export interface InDouble {
  readonly weights: Weights
  readonly train: Batch
}

/** In the working precision where the model reads more than its weights and the examples (a Gaussian process, what was before training). */
export function inDouble(ops: DifferentiableOps, { network, config }: Pick<MeasureInput, 'network' | 'config'>): InDouble {
  const precision = widest(network, config.precision)
  return widened(ops, network, precision)
}

/** The precision that `inDouble` gives. */
export function widest(network: Network, own: 'f32' | 'f64'): 'f32' | 'f64' {
  const known = precisions.get(network)
  if (known !== undefined) return known
  const found = own === 'f64' || runsIn64(network) ? 'f64' : own
  precisions.set(network, found)
  return found
}

const precisions = new WeakMap<Network, 'f32' | 'f64'>()

/** Whether its loss can be written down in f64; nothing is computed. */
function runsIn64(network: Network): boolean {
  const ops: DifferentiableOps = {
    ...opsOver(infer),
    input: (_name, shape, dtype) => ({ shape, dtype }),
    gradient: (_scalar, wrt) => wrt.map(({ shape, dtype }) => ({ shape, dtype })),
  }
  const { weights, train } = widened(ops, network, 'f64')
  try {
    return network.loss(ops, weights, train).dtype === 'f64'
  } catch (error) {
    if (error instanceof LabError && error.code === 'shape') return false
    throw error
  }
}

function widened(ops: DifferentiableOps, network: Network, precision: 'f32' | 'f64'): InDouble {
  const wide = (x: Tensor): Tensor => (x.dtype === 'f32' ? ops.cast(x, precision) : x)
  const { inputs, answers } = network.side(ops, 'train')
  return { weights: Object.fromEntries(Object.entries(network.weights(ops)).map(([name, w]) => [name, wide(w)])), train: { inputs: wide(inputs), answers: wide(answers) } }
}
