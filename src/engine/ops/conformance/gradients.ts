import type { HostTensor } from '../../../shared/tensors.ts'
import { relu } from '../derived.ts'
import { svdParts } from '../derived/spectral.ts'
import type { Ops, Tensor } from '../ops.ts'
import type { PrimitiveName } from '../primitives.ts'
import { f64, fullRank, i32, spread } from './case.ts'

/** A function of f64 operands, away from jumps and kinks, whose gradient by rule is held against finite differences. */
export interface GradientCase {
  readonly operands: readonly HostTensor[]
  readonly build: (ops: Ops, ...operands: readonly Tensor[]) => Tensor
  /** The gradient is zero by decision, whatever the differences say. */
  readonly isCut?: true
  /** The gradient is by decision that of this function, whatever the differences of `build` say. */
  readonly standsFor?: GradientCase['build']
  /** At these operands the gradient is right, but its own derivative is not: see the rule of the primitive. */
  readonly hasNoCurvature?: true
}

const x = spread([3, 4])
const y = spread([3, 4], 'f64', 1)
const row = spread([4], 'f64', 2)
const column = spread([3, 1], 'f64', 3)
const positive: HostTensor = f64([2, 3], [0.2, 0.7, 1.1, 1.9, 2.5, 3])
const labels = i32([3], [1, 0, 3])
const key = { seed: 3, stream: 1 }

type PairName = 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum'

/** Both operands whole, each of them repeated, and the same tensor twice. */
function pair(op: PairName): GradientCase[] {
  const build: GradientCase['build'] = (ops, a, b) => ops[op](a!, b!)
  return [
    { operands: [x, y], build },
    { operands: [x, row], build },
    { operands: [column, y], build },
    { operands: [column, row], build },
    { operands: [f64([], [0.3]), y], build },
    { operands: [x], build: (ops, a) => ops[op](ops.mul(a!, a!), a!) },
  ]
}

function unary(op: 'neg' | 'abs' | 'exp' | 'tanh' | 'sin' | 'cos' | 'erf' | 'sign' | 'floor'): GradientCase[] {
  return [{ operands: [x], build: (ops, a) => ops[op](a!) }]
}

/** Sources have no gradient of their own; they pass as factors. */
function factor(build: (ops: Ops) => Tensor): GradientCase[] {
  return [{ operands: [x], build: (ops, a) => ops.mul(a!, build(ops)) }]
}

function reduced(op: 'sum' | 'max'): GradientCase[] {
  return [
    { operands: [x], build: (ops, a) => ops[op](a!) },
    { operands: [x], build: (ops, a) => ops[op](a!, { axes: [0] }) },
    { operands: [x], build: (ops, a) => ops[op](a!, { axes: [1], keepDims: true }) },
    { operands: [spread([2, 3, 4])], build: (ops, a) => ops[op](a!, { axes: [0, 2] }) },
  ]
}

const choose = (op: 'equal' | 'less' | 'lessEqual'): GradientCase[] => [
  { operands: [x, y], build: (ops, a, b) => ops.select(ops[op](a!, b!), ops.mul(a!, 2), ops.mul(b!, 3)) },
]

const products: GradientCase[] = [
  { operands: [spread([2, 3]), spread([3, 4], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!) },
  { operands: [spread([3, 2]), spread([3, 4], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!, { transposeLeft: true }) },
  { operands: [spread([2, 3]), spread([4, 3], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!, { transposeRight: true }) },
  { operands: [spread([3, 2]), spread([4, 3], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!, { transposeLeft: true, transposeRight: true }) },
  { operands: [spread([2, 3, 2]), spread([2, 2, 4], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!) },
  { operands: [spread([2, 3, 2]), spread([2, 4], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!) },
  { operands: [spread([2, 3, 2]), spread([4, 2], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!, { transposeRight: true }) },
  { operands: [spread([2, 2, 3]), spread([2, 4], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!, { transposeLeft: true }) },
  { operands: [spread([2, 2, 3]), spread([4, 2], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!, { transposeLeft: true, transposeRight: true }) },
]

/** Tall, wide and square; everything that comes out, and what is made of it. */
const decompositions: GradientCase[] = [
  { operands: [fullRank([5, 3])], build: (ops, a) => ops.svd(a!) },
  { operands: [fullRank([3, 5])], build: (ops, a) => ops.svd(a!) },
  { operands: [fullRank([4, 4])], build: (ops, a) => ops.svd(a!) },
  { operands: [fullRank([1, 4])], build: (ops, a) => ops.svd(a!) },
  { operands: [fullRank([4, 1])], build: (ops, a) => ops.svd(ops.mul(a!, a!)) },
  // Equal singular values: the vectors have no derivative, the product of both sides has.
  { operands: [f64([3, 2], [2, 0, 0, 2, 0, 0])], build: (ops, a) => polarFactor(ops, a!), hasNoCurvature: true },
]

/** U Vᵀ: the orthogonal matrix nearest to an [m, n] one. */
function polarFactor(ops: Ops, a: Tensor): Tensor {
  const { u, v } = svdParts(ops, ops.svd(a), a.shape[0] ?? 0)
  return ops.matmul(u, v, { transposeRight: true })
}

/** At least one case a primitive; a new one does not compile without. */
export const primitiveGradients: Readonly<Record<PrimitiveName, readonly GradientCase[]>> = {
  constant: factor((ops) => ops.constant(y)),
  full: factor((ops) => ops.full([3, 4], 1.5, 'f64')),
  iota: factor((ops) => ops.cast(ops.iota(4), 'f64')),
  step: factor((ops) => ops.step()),
  randomUniform: factor((ops) => ops.randomUniform([3, 4], 'f64', { ...key, counter: ops.full([], 1, 'i32') })),
  randomNormal: factor((ops) => ops.randomNormal([3, 4], 'f64', { ...key, counter: ops.full([], 1, 'i32') })),
  randomPermutation: [{ operands: [x], build: (ops, a) => ops.gather(a!, ops.randomPermutation(3, { ...key, counter: ops.full([], 1, 'i32') })) }],

  neg: unary('neg'),
  abs: unary('abs'),
  sign: unary('sign'),
  exp: unary('exp'),
  log: [{ operands: [positive], build: (ops, a) => ops.log(a!) }],
  log1p: [{ operands: [positive], build: (ops, a) => ops.log1p(a!) }],
  sqrt: [{ operands: [positive], build: (ops, a) => ops.sqrt(a!) }],
  tanh: unary('tanh'),
  sin: unary('sin'),
  cos: unary('cos'),
  floor: unary('floor'),
  erf: unary('erf'),
  roundToHalf: [{ operands: [x], build: (ops, a) => ops.roundToHalf(ops.mul(a!, a!)), standsFor: (ops, a) => ops.mul(a!, a!) }],
  cast: [{ operands: [x], build: (ops, a) => ops.cast(ops.mul(a!, a!), 'f64') }],

  add: pair('add'),
  sub: pair('sub'),
  mul: pair('mul'),
  div: pair('div'),
  pow: [
    { operands: [positive, spread([2, 3])], build: (ops, a, b) => ops.pow(a!, b!) },
    { operands: [positive, spread([2, 1], 'f64', 1)], build: (ops, a, b) => ops.pow(a!, b!) },
    { operands: [x], build: (ops, a) => ops.pow(a!, 3) },
    { operands: [x], build: (ops, a) => ops.pow(0.5, a!) },
    { operands: [f64([2], [0, 0.5])], build: (ops, a) => ops.pow(a!, 2) },
  ],
  maximum: pair('maximum'),
  minimum: pair('minimum'),
  mod: [{ operands: [positive], build: (ops, a) => ops.mod(a!, 0.4), isCut: true }],
  equal: choose('equal'),
  less: [...choose('less'), { operands: [x], build: (ops, a) => relu(ops, a!) }],
  lessEqual: choose('lessEqual'),
  select: [
    { operands: [x, row, column], build: (ops, a, b, c) => ops.select(ops.less(a!, 0.1), b!, c!) },
    { operands: [f64([], [0.4]), y], build: (ops, a, b) => ops.select(ops.less(b!, 0.1), a!, b!) },
  ],

  matmul: products,
  svd: decompositions,

  sum: reduced('sum'),
  max: reduced('max'),
  argmax: [{ operands: [x], build: (ops, a) => ops.cast(ops.argmax(a!, 1), 'f64') }],

  reshape: [{ operands: [x], build: (ops, a) => ops.reshape(a!, [2, 6]) }],
  transpose: [{ operands: [spread([2, 3, 4])], build: (ops, a) => ops.transpose(a!, [2, 0, 1]) }],
  broadcastTo: [{ operands: [column], build: (ops, a) => ops.broadcastTo(a!, [2, 3, 4]) }],
  slice: [{ operands: [x], build: (ops, a) => ops.slice(a!, [1, 0], [2, 3]) }],
  concat: [{ operands: [x, column], build: (ops, a, b) => ops.concat([a!, b!, ops.mul(a!, a!)], 1) }],
  pad: [{ operands: [x], build: (ops, a) => ops.pad(a!, [1, 0], [0, 2]) }],

  oneHot: [{ operands: [x], build: (ops, a) => ops.mul(ops.oneHot(ops.argmax(a!, 1), 4, 'f64'), a!) }],
  gather: [
    { operands: [x], build: (ops, a) => ops.gather(a!, ops.constant(i32([2, 2], [2, 0, 2, 9]))) },
    { operands: [row], build: (ops, a) => ops.gather(a!, ops.constant(i32([], [3]))) },
  ],
  segmentSum: [{ operands: [x], build: (ops, a) => ops.segmentSum(a!, ops.constant(i32([3], [1, 1, -1])), 2) }],

  crossEntropy: [
    { operands: [x], build: (ops, a) => ops.crossEntropy(a!, ops.constant(labels)) },
    { operands: [x], build: (ops, a) => ops.crossEntropy(ops.mul(a!, 8), ops.constant(labels)) },
  ],
  stopGradient: [{ operands: [x], build: (ops, a) => ops.stopGradient(ops.mul(a!, a!)), isCut: true }],
}
