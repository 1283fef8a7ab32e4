import type { Ops, Tensor } from '../ops.ts'
import type { PrimitiveName } from '../primitives.ts'
import { f32, f64, i32 } from './case.ts'

type Refusal = (ops: Ops) => Tensor

const a = (ops: Ops): Tensor => ops.constant(f32([2, 3], [1, 2, 3, 4, 5, 6]))
const double = (ops: Ops): Tensor => ops.constant(f64([2, 3], [1, 2, 3, 4, 5, 6]))
const index = (ops: Ops): Tensor => ops.constant(i32([2], [0, 1]))
const flag = (ops: Ops): Tensor => ops.less(0, a(ops))
const counter = (ops: Ops): Tensor => ops.full([], 1, 'f64')

type FloatName = 'exp' | 'log' | 'log1p' | 'sqrt' | 'tanh' | 'sin' | 'cos' | 'floor' | 'erf' | 'roundToHalf'
type PairName = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum' | 'mod' | 'equal' | 'less' | 'lessEqual'

const ofIndex = (op: FloatName): Refusal[] => [(ops) => ops[op](index(ops))]
const ofFlag = (op: 'neg' | 'abs' | 'sign'): Refusal[] => [(ops) => ops[op](flag(ops))]
const pair = (op: PairName): Refusal[] => [
  (ops) => ops[op](a(ops), ops.full([2], 1, 'f32')),
  (ops) => ops[op](a(ops), double(ops)),
  (ops) => ops[op](1, 2),
]

/** What each primitive must refuse with `LabError('shape', …)`. `step` has nothing that could be wrong. */
export const refusals: Readonly<Record<PrimitiveName, readonly Refusal[]>> = {
  constant: [(ops) => ops.constant(f32([3], [1, 2]))],
  full: [(ops) => ops.full([-1], 0, 'f32'), (ops) => ops.full([1.5], 0, 'f32')],
  iota: [(ops) => ops.iota(-1)],
  step: [],
  randomUniform: [(ops) => ops.randomUniform([2], 'f32', { seed: 1, stream: 1, counter: counter(ops) })],
  randomNormal: [(ops) => ops.randomNormal([2], 'f32', { seed: 1, stream: 1, counter: index(ops) })],
  randomPermutation: [(ops) => ops.randomPermutation(2, { seed: 1, stream: 1, counter: counter(ops) })],
  neg: ofFlag('neg'), abs: ofFlag('abs'), sign: ofFlag('sign'),
  exp: ofIndex('exp'), log: ofIndex('log'), log1p: ofIndex('log1p'), sqrt: ofIndex('sqrt'), tanh: ofIndex('tanh'),
  sin: ofIndex('sin'), cos: ofIndex('cos'), floor: ofIndex('floor'), erf: ofIndex('erf'), roundToHalf: ofIndex('roundToHalf'),
  cast: [(ops) => ops.add(ops.cast(a(ops), 'f64'), a(ops))],
  add: pair('add'), sub: pair('sub'), mul: pair('mul'),
  div: [...pair('div'), (ops) => ops.div(index(ops), index(ops))],
  pow: [...pair('pow'), (ops) => ops.pow(index(ops), 2)],
  maximum: pair('maximum'), minimum: pair('minimum'), mod: pair('mod'),
  equal: pair('equal'), less: pair('less'), lessEqual: pair('lessEqual'),
  select: [
    (ops) => ops.select(a(ops), a(ops), a(ops)),
    (ops) => ops.select(flag(ops), a(ops), double(ops)),
    (ops) => ops.select(flag(ops), ops.full([2], 1, 'f32'), 0),
    (ops) => ops.select(flag(ops), 1, 0),
  ],
  matmul: [
    (ops) => ops.matmul(a(ops), a(ops)),
    (ops) => ops.matmul(a(ops), double(ops), { transposeRight: true }),
    (ops) => ops.matmul(a(ops), index(ops)),
    (ops) => ops.matmul(ops.full([2, 3], 1, 'i32'), ops.full([3, 2], 1, 'i32')),
    (ops) => ops.matmul(ops.full([2, 2, 3], 1, 'f32'), ops.full([3, 3, 2], 1, 'f32')),
    (ops) => ops.matmul(a(ops), ops.full([2, 3, 2], 1, 'f32')),
  ],
  svd: [
    (ops) => ops.svd(ops.full([3], 1, 'f32')),
    (ops) => ops.svd(ops.full([2, 3, 4], 1, 'f32')),
    (ops) => ops.svd(ops.full([0, 3], 1, 'f64')),
    (ops) => ops.svd(ops.full([3, 0], 1, 'f64')),
    (ops) => ops.svd(ops.full([2, 3], 1, 'i32')),
  ],
  sum: [(ops) => ops.sum(a(ops), { axes: [2] }), (ops) => ops.sum(a(ops), { axes: [0, -2] }), (ops) => ops.sum(flag(ops))],
  max: [(ops) => ops.max(a(ops), { axes: [-3] }), (ops) => ops.max(ops.full([0, 2], 1, 'f32'))],
  argmax: [(ops) => ops.argmax(a(ops), 2), (ops) => ops.argmax(ops.full([2, 0], 1, 'f32'), 1), (ops) => ops.argmax(flag(ops), 0)],
  reshape: [(ops) => ops.reshape(a(ops), [4]), (ops) => ops.reshape(a(ops), [-2, -3])],
  transpose: [(ops) => ops.transpose(a(ops), [0, 0]), (ops) => ops.transpose(a(ops), [1])],
  broadcastTo: [(ops) => ops.broadcastTo(a(ops), [3, 3]), (ops) => ops.broadcastTo(a(ops), [1, 3]), (ops) => ops.broadcastTo(a(ops), [3])],
  slice: [(ops) => ops.slice(a(ops), [1, 0], [2, 3]), (ops) => ops.slice(a(ops), [0], [2]), (ops) => ops.slice(a(ops), [-1, 0], [1, 1])],
  concat: [(ops) => ops.concat([], 0), (ops) => ops.concat([a(ops), double(ops)], 0), (ops) => ops.concat([a(ops), ops.full([3, 3], 1, 'f32')], 1), (ops) => ops.concat([a(ops)], 2)],
  pad: [(ops) => ops.pad(a(ops), [1], [1]), (ops) => ops.pad(a(ops), [-1, 0], [0, 0])],
  oneHot: [(ops) => ops.oneHot(a(ops), 3, 'f32'), (ops) => ops.oneHot(index(ops), -1, 'f32')],
  gather: [(ops) => ops.gather(a(ops), a(ops)), (ops) => ops.gather(ops.full([], 1, 'f32'), index(ops))],
  segmentSum: [
    (ops) => ops.segmentSum(a(ops), a(ops), 2),
    (ops) => ops.segmentSum(a(ops), ops.iota(3), 2),
    (ops) => ops.segmentSum(flag(ops), index(ops), 2),
    (ops) => ops.segmentSum(a(ops), index(ops), -1),
  ],
  crossEntropy: [
    (ops) => ops.crossEntropy(a(ops), ops.iota(3)),
    (ops) => ops.crossEntropy(a(ops), ops.full([2], 1, 'f32')),
    (ops) => ops.crossEntropy(ops.full([2, 3], 1, 'i32'), index(ops)),
    (ops) => ops.crossEntropy(index(ops), index(ops)),
  ],
  // It takes anything; what it must not do is take it from elsewhere.
  stopGradient: [(ops) => ops.stopGradient({ shape: [2], dtype: 'f32' })],
}
