import { i32, spread } from '../../ops/conformance/case.ts'
import type { Ops, Tensor } from '../../ops/ops.ts'
import type { Program } from '../program.ts'
import { record } from '../record.ts'

/** What the programs read: indices too. */
export const inputs = { x: spread([3, 4]), w: spread([5, 4], 'f64', 1), i: i32([3], [4, 0, 2]), j: i32([3], [1, 1, 0]) }
export type Inputs = Readonly<Record<keyof typeof inputs, Tensor>>

const top = { axes: [1], keepDims: true } as const
const still = (ops: Ops): Tensor => ops.full([], 1, 'i32')

/** Ways to go on from two [3, 4] tensors to a third, through every family of operations. */
const moves: readonly ((ops: Ops, a: Tensor, b: Tensor, given: Inputs) => Tensor)[] = [
  (ops, a) => ops.neg(a),
  (ops, a) => ops.sin(a),
  (ops, a) => ops.tanh(a),
  (ops, a) => ops.exp(ops.tanh(a)),
  (ops, a) => ops.log1p(ops.abs(a)),
  (ops, a) => ops.mul(a, 1),
  (ops, a) => ops.mul(a, ops.sqrt(ops.full([], 4, 'f64'))),
  (ops, a) => ops.add(a, ops.cast(ops.iota(4), 'f64')),
  (ops, a) => ops.pow(ops.add(ops.abs(a), 0.5), 1.5),
  (ops, a, b) => ops.add(a, b),
  (ops, a, b) => ops.sub(a, b),
  (ops, a, b) => ops.mul(a, b),
  (ops, a, b) => ops.div(a, ops.add(ops.mul(b, b), 1)),
  (ops, a, b) => ops.maximum(a, b),
  (ops, a, b) => ops.select(ops.less(a, b), a, ops.mul(b, 0.5)),
  (ops, a, b) => ops.sub(a, ops.sum(b, top)),
  (ops, a, b) => ops.add(a, ops.max(b, { axes: [0] })),
  (ops, a, b) => ops.mul(a, ops.sum(ops.tanh(b))),
  (ops, a, b) => ops.matmul(ops.matmul(a, b, { transposeRight: true }), b),
  (ops, a, b) => ops.transpose(ops.add(ops.transpose(a, [1, 0]), ops.transpose(b, [1, 0])), [1, 0]),
  (ops, a, b) => ops.slice(ops.concat([a, b], 1), [0, 2], [3, 4]),
  (ops, a) => ops.add(a, ops.pad(ops.slice(a, [1, 0], [2, 3]), [0, 1], [1, 0])),
  (ops, a) => ops.reshape(ops.neg(ops.reshape(a, [4, 3])), [3, 4]),
  (ops, a) => ops.sub(a, ops.stopGradient(ops.max(a, top))),
  (ops, a, _, { i, w }) => ops.add(a, ops.matmul(ops.oneHot(i, 5, 'f64'), w)),
  (ops, a, _, { i, j, w }) => ops.mul(a, ops.matmul(ops.concat([ops.oneHot(i, 3, 'f64'), ops.oneHot(j, 2, 'f64')], 1), w)),
  (ops, a, b, { i }) => ops.add(a, ops.slice(ops.matmul(ops.oneHot(i, 5, 'f64'), b, { transposeLeft: true }), [1, 0], [3, 4])),
  (ops, a, b, { j }) => ops.add(ops.gather(a, j), ops.segmentSum(b, j, 3)),
  (ops, a, _, { i }) => ops.sub(a, ops.reshape(ops.crossEntropy(a, i), [3, 1])),
  (ops, a) => ops.mul(a, ops.randomUniform([4], 'f64', { seed: 1, stream: 2, counter: ops.cast(ops.step(), 'i32') })),
  (ops, a) => ops.add(a, ops.randomUniform([3, 1], 'f64', { seed: 1, stream: 3, counter: still(ops) })),
]

export interface Move {
  readonly move: number
  readonly a: number
  readonly b: number
}

export const moveCount = moves.length

/** A program that goes on from its own results; returns a scalar that feels all of them. */
export function build(ops: Ops, given: Inputs, walk: readonly Move[]): { last: Tensor; total: Tensor } {
  const made: Tensor[] = [given.x]
  for (const { move, a, b } of walk) {
    const [left, right] = [made[made.length - 1 - (a % Math.min(made.length, 3))]!, made[b % made.length]!]
    made.push(ops.tanh(moves[move]!(ops, left, right, given)))
  }
  const last = made.at(-1)!
  return { last, total: ops.sum(ops.mul(last, ops.constant(spread([3, 4], 'f64', 4)))) }
}

export function recorded(walk: readonly Move[]): Program {
  return record((ops) => {
    const given = Object.fromEntries(Object.entries(inputs).map(([name, { shape, dtype }]) => [name, ops.input(name, shape, dtype)])) as Record<keyof typeof inputs, Tensor>
    const { last, total } = build(ops, given, walk)
    const [gx, gw] = ops.gradient(total, [given.x, given.w])
    return { last, gx: gx!, gw: gw! }
  })
}
