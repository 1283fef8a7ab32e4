import { relu, square } from '../../../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../../../engine/ops/ops.ts'
import type { DenseWorkload, MlpWorkload } from '../workload.ts'
import { weight, type Weights } from './weights.ts'

/** One column of tokens i32 [n, 2] → [n]. */
export function column(ops: Ops, tokens: Tensor, c: number): Tensor {
  const [n] = tokens.shape as readonly [number, number]
  return ops.reshape(ops.slice(tokens, [0, c], [n, 1]), [n])
}

/** [e_a, e_b] W₀ without the one-hot vectors: W₀[a] + W₀[p + b], [n, 2] → [n, h₁]. */
function firstLayer(ops: Ops, w0: Tensor, tokens: Tensor): Tensor {
  const [inputs, outputs] = w0.shape as readonly [number, number]
  const p = inputs / 2
  const half = (c: 0 | 1): Tensor => ops.gather(ops.slice(w0, [c * p, 0], [p, outputs]), column(ops, tokens, c))
  return ops.add(half(0), half(1))
}

/** The logits [n, classes] of a multilayer perceptron; tokens are looked up, dense rows multiplied. */
export function mlpLogits(ops: Ops, workload: MlpWorkload | DenseWorkload, weights: Weights, inputs: Tensor): Tensor {
  const isDense = workload.kind === 'dense'
  const sigma = isDense || workload.activation === 'relu' ? relu : square
  const hasBias = isDense || workload.bias
  const last = workload.sizes.length - 2
  return workload.sizes.slice(1).reduce((x, _, i) => {
    const w = weight(weights, `w${i}`)
    const product = i === 0 && !isDense ? firstLayer(ops, w, x) : ops.matmul(x, w)
    const sum = hasBias ? ops.add(product, weight(weights, `b${i}`)) : product // [n, sizes[i + 1]]
    return i === last ? sum : sigma(ops, sum)
  }, inputs)
}
