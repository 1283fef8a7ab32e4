import type { DifferentiableOps, Tensor } from '../../../engine/ops/ops.ts'
import { sizeOf, type NamedTensors } from '../../../shared/tensors.ts'
import { accuracy, askedOf } from '../../evaluation.ts'
import type { Weights } from '../../models/model.ts'
import type { MeasureInput } from '../../types.ts'
import { builtFrom } from './candidates.ts'

/** What written-down weights are worth on the training examples. */
export interface Judged {
  readonly loss: number
  /** Share of the examples that they get wrong. */
  readonly error: number
  /** Σ −ln p of the right classes over the training examples; null where the loss is no cross-entropy. */
  readonly surprise: number | null
}

/** Runs the network on weights that are built from `inputsAt`. */
export async function judge({ network, examples, compute, config }: MeasureInput, inputs: NamedTensors): Promise<Judged> {
  const weightsOf = (ops: DifferentiableOps): Weights =>
    Object.fromEntries(
      network.parameters.map(({ name, shape }) => {
        const names = builtFrom(name)
        const whole = ops.input(names.whole, shape, config.precision)
        if (shape.length < 2) return [name, whole]
        const [m, n] = [shape[0] ?? 1, sizeOf(shape.slice(1))]
        const product = ops.matmul(ops.input(names.left, [m, Math.min(m, n)], config.precision), ops.input(names.right, [Math.min(m, n), n], config.precision))
        return [name, ops.add(whole, ops.reshape(product, shape))]
      }),
    )
  const isCoded = config.loss.kind === 'cross_entropy'
  const found = await compute.run('complexity.judge', (ops): Readonly<Record<string, Tensor>> => {
    const weights = weightsOf(ops)
    const batch = network.side(ops, 'train')
    const outputs = network.outputs(ops, weights, batch.inputs)
    return {
      loss: network.loss(ops, weights, batch),
      accuracy: accuracy(ops, outputs, askedOf(examples.answers, batch.answers)),
      ...(isCoded ? { surprise: ops.sum(ops.crossEntropy(outputs, batch.answers)) } : {}),
    }
  }, inputs)
  const number = (name: string): number => found[name]?.data[0] ?? NaN
  return { loss: number('loss'), error: 1 - number('accuracy'), surprise: isCoded ? number('surprise') : null }
}
