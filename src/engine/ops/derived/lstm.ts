import type { Ops, Tensor } from '../ops.ts'
import { refuse } from '../refuse.ts'
import { sigmoid } from './activations.ts'

export interface LstmState {
  /** What the cell says, [b, n]. */
  readonly hidden: Tensor
  /** What it remembers, [b, n]. */
  readonly cell: Tensor
}

/** The four gates side by side, in PyTorch's order: input, forget, candidate, output. */
export interface LstmWeights {
  /** [i, 4n] */
  readonly input: Tensor
  /** [n, 4n] */
  readonly hidden: Tensor
  /** [4n] */
  readonly bias: Tensor
}

/**
 * One step of a long short-term memory: x [b, i] and the state before → the state after.
 *
 *   (i, f, g, o) = x W_x + h W_h + b      c ← σ(f) c + σ(i) tanh(g)      h ← σ(o) tanh(c)
 *
 * Source: Hochreiter & Schmidhuber 1997 with the forget gate of Gers et al. 2000, as `torch.nn.LSTM` has it (with one bias).
 */
export function lstmCell(ops: Ops, x: Tensor, { hidden, cell }: LstmState, weights: LstmWeights): LstmState {
  const [b = 0, n = 0] = cell.shape
  if (weights.bias.shape[0] !== 4 * n) refuse('lstmCell', [x, cell, weights.bias], `the bias has the length ${4 * n} of four gates`)
  const gates = ops.add(ops.add(ops.matmul(x, weights.input), ops.matmul(hidden, weights.hidden)), weights.bias) // [b, 4n]
  const gate = (k: number): Tensor => ops.slice(gates, [0, k * n], [b, n]) // [b, n]
  const written = ops.mul(sigmoid(ops, gate(0)), ops.tanh(gate(2)))
  const after = ops.add(ops.mul(sigmoid(ops, gate(1)), cell), written)
  return { hidden: ops.mul(sigmoid(ops, gate(3)), ops.tanh(after)), cell: after }
}

/** A whole sequence x [b, t, i] from a state of zeros, unrolled over t: what the cell says at each step [b, t, n], and the last state. */
export function lstm(ops: Ops, x: Tensor, weights: LstmWeights): { readonly said: Tensor; readonly last: LstmState } {
  const [b = 0, t = 0, i = 0] = x.shape
  const n = weights.hidden.shape[0] ?? 0
  const zeros = ops.full([b, n], 0, x.dtype)
  let last: LstmState = { hidden: zeros, cell: zeros }
  const said: Tensor[] = []
  for (let at = 0; at < t; at++) {
    last = lstmCell(ops, ops.reshape(ops.slice(x, [0, at, 0], [b, 1, i]), [b, i]), last, weights)
    said.push(ops.reshape(last.hidden, [b, 1, n]))
  }
  return { said: ops.concat(said, 1), last }
}
