import type { HostTensor } from '../../../shared/tensors.ts'
import type { DType } from '../ops.ts'
import { tolerances, f32, f64, i32, spread, type ConformanceCase, type Tolerance } from './case.ts'

/** Where functions are most likely to be wrong. */
const special = [-Infinity, -2.5, -1, -0, 0, 0.5, 1, 3, Infinity, NaN]
const whole = [-7, -3, -1, 0, 1, 2, 3, 7]
const largeWhole = [-2147483648, -65537, 0, 65537, 2147483647]

type UnaryName = 'neg' | 'abs' | 'sign' | 'exp' | 'log' | 'log1p' | 'sqrt' | 'tanh' | 'sin' | 'cos' | 'floor' | 'erf' | 'roundToHalf'
type PairName = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum' | 'mod' | 'equal' | 'less' | 'lessEqual'

const rounded: readonly (UnaryName | PairName)[] = ['exp', 'log', 'log1p', 'tanh', 'sin', 'cos', 'erf', 'pow']

function within(primitive: UnaryName | PairName, dtype: 'f32' | 'f64'): Tolerance {
  return rounded.includes(primitive) ? tolerances[dtype] : tolerances.exact
}

function unary(primitive: UnaryName, ofSpecial?: readonly number[]): ConformanceCase[] {
  const build: ConformanceCase['build'] = (ops, x) => ops[primitive](x!)
  return [
    { title: `${primitive} of special values, f64`, primitive, tolerance: within(primitive, 'f64'), operands: [f64([10], special)], build, ...(ofSpecial && { expected: ofSpecial }) },
    { title: `${primitive} of special values, f32`, primitive, tolerance: within(primitive, 'f32'), operands: [f32([10], special)], build },
    { title: `${primitive} of a matrix, f32`, primitive, tolerance: within(primitive, 'f32'), operands: [spread([5, 7], 'f32')], build },
    { title: `${primitive} of nothing`, primitive, tolerance: tolerances.exact, operands: [f32([0, 3], [])], build, expected: [] },
    { title: `${primitive} of a scalar`, primitive, tolerance: within(primitive, 'f64'), operands: [f64([], [0.75])], build },
  ]
}

function pair(primitive: PairName, isInteger: boolean): ConformanceCase[] {
  const build: ConformanceCase['build'] = (ops, a, b) => ops[primitive](a!, b!)
  const n = special.length
  const cases: ConformanceCase[] = [
    { title: `${primitive} of a column and a row of special values, f64`, primitive, tolerance: within(primitive, 'f64'), operands: [f64([n, 1], special), f64([n], special)], build },
    { title: `${primitive} of a row and a column of special values, f32`, primitive, tolerance: within(primitive, 'f32'), operands: [f32([n], special), f32([n, 1], special)], build },
    { title: `${primitive} of equal shapes, f32`, primitive, tolerance: within(primitive, 'f32'), operands: [spread([3, 5], 'f32'), spread([3, 5], 'f32', 1)], build },
    { title: `${primitive} repeats an inner axis`, primitive, tolerance: within(primitive, 'f64'), operands: [spread([2, 3, 4]), spread([2, 1, 4], 'f64', 1)], build },
    { title: `${primitive} with a number on the right`, primitive, tolerance: within(primitive, 'f32'), operands: [spread([3, 5], 'f32')], build: (ops, x) => ops[primitive](x!, 0.5) },
    { title: `${primitive} with a number on the left`, primitive, tolerance: within(primitive, 'f32'), operands: [spread([3, 5], 'f32')], build: (ops, x) => ops[primitive](0.5, x!) },
    { title: `${primitive} of nothing and a row`, primitive, tolerance: tolerances.exact, operands: [f32([0, 3], []), f32([3], [1, 2, 3])], build, expected: [] },
  ]
  if (isInteger) {
    const divisors = primitive === 'mod' ? whole.filter((x) => x !== 0) : whole
    cases.push({ title: `${primitive} of integers`, primitive, tolerance: tolerances.exact, operands: [i32([8, 1], whole), i32([divisors.length], divisors)], build })
    if (primitive !== 'mod') cases.push({ title: `${primitive} of integers at the ends of the range`, primitive, tolerance: tolerances.exact, operands: [i32([5, 1], largeWhole), i32([5], largeWhole)], build })
  }
  return cases
}

const unaries = [
  ...unary('neg', [Infinity, 2.5, 1, 0, -0, -0.5, -1, -3, -Infinity, NaN]),
  ...unary('abs', [Infinity, 2.5, 1, 0, 0, 0.5, 1, 3, Infinity, NaN]),
  ...unary('sign', [-1, -1, -1, -0, 0, 1, 1, 1, 1, NaN]),
  ...unary('exp'),
  ...unary('log'),
  ...unary('log1p'),
  ...unary('sqrt', [NaN, NaN, NaN, -0, 0, Math.SQRT1_2, 1, 1.7320508075688772, Infinity, NaN]),
  ...unary('tanh'),
  ...unary('sin'),
  ...unary('cos'),
  ...unary('floor', [-Infinity, -3, -1, -0, 0, 0, 1, 3, Infinity, NaN]),
  ...unary('erf', [-1, -0.9995930479825551, -0.8427007929497149, -0, 0, 0.5204998778130465, 0.8427007929497149, 0.9999779095030014, 1, NaN]),
  ...unary('roundToHalf', special),
]

const pairs = [
  ...pair('add', true),
  ...pair('sub', true),
  ...pair('mul', true),
  ...pair('div', false),
  ...pair('pow', false),
  ...pair('maximum', true),
  ...pair('minimum', true),
  ...pair('mod', true),
  ...pair('equal', true),
  ...pair('less', true),
  ...pair('lessEqual', true),
]

/** The sign of a zero, which a comparison cannot see, shows in its inverse. */
const signsOfZero = (['neg', 'abs', 'sqrt', 'floor', 'roundToHalf', 'sin', 'tanh', 'erf', 'log1p'] as const).flatMap((primitive) =>
  (['f32', 'f64'] as const).map((dtype): ConformanceCase => ({
    title: `${primitive} of both zeros, ${dtype}`, primitive, tolerance: tolerances.exact, operands: [dtype === 'f32' ? f32([2], [-0, 0]) : f64([2], [-0, 0])],
    build: (ops, x) => ops.div(1, ops[primitive](x!)),
    expected: primitive === 'neg' ? [Infinity, -Infinity] : primitive === 'abs' ? [Infinity, Infinity] : [-Infinity, Infinity],
  })),
)

const castsByHand: readonly (readonly [to: DType, from: HostTensor, wanted: readonly number[]])[] = [
  ['f32', i32([3], [16777217, -16777219, 2147483647]), [16777216, -16777220, 2147483648]],
  ['f64', i32([2], [16777217, -2147483648]), [16777217, -2147483648]],
  ['bool', i32([3], [0, -5, 256]), [0, 1, 1]],
  ['f64', f32([3], [0.1, NaN, -Infinity]), [Math.fround(0.1), NaN, -Infinity]],
  ['i32', f32([5], [-2.9, 2.9, 3e9, -3e9, NaN]), [-2, 2, 2147483647, -2147483648, 0]],
  ['f32', f64([3], [1e-46, 2 ** -126, -1e39]), [0, 2 ** -126, -Infinity]],
]

const casts = castsByHand.map(([to, from, expected]): ConformanceCase => ({
  title: `cast of ${from.dtype} to ${to}`, primitive: 'cast', tolerance: tolerances.exact, operands: [from], build: (ops, x) => ops.cast(x!, to), expected,
}))

const byHand: ConformanceCase[] = [
  {
    title: 'mod has the sign of the divisor', primitive: 'mod', tolerance: tolerances.exact,
    operands: [i32([4], [7, -7, 7, -7]), i32([4], [3, 3, -3, -3])], build: (ops, a, b) => ops.mod(a!, b!), expected: [1, 2, -2, -1],
  },
  {
    title: 'mod of integers by 0 is 0, and at the end of the range', primitive: 'mod', tolerance: tolerances.exact,
    operands: [i32([4], [7, 0, -2147483648, -2147483648]), i32([4], [0, 0, -1, 3])], build: (ops, a, b) => ops.mod(a!, b!), expected: [0, 0, 0, 1],
  },
  ...(['neg', 'abs'] as const).map((primitive): ConformanceCase => ({
    title: `${primitive} of integers wraps around`, primitive, tolerance: tolerances.exact, operands: [i32([3], [-2147483648, 2147483647, 0])], build: (ops, x) => ops[primitive](x!),
    expected: primitive === 'neg' ? [-2147483648, -2147483647, 0] : [-2147483648, 2147483647, 0],
  })),
  { title: 'sign of integers', primitive: 'sign', tolerance: tolerances.exact, operands: [i32([3], [-2147483648, 0, 9])], build: (ops, x) => ops.sign(x!), expected: [-1, 0, 1] },
  {
    title: 'select between conditions', primitive: 'select', tolerance: tolerances.exact, operands: [f64([4], [-1, 0, 1, 2])],
    build: (ops, x) => ops.select(ops.less(0, x!), ops.less(x!, 2), ops.equal(x!, 0)), expected: [0, 1, 1, 0],
  },
  {
    title: 'i32 products wrap around', primitive: 'mul', tolerance: tolerances.exact,
    operands: [i32([2], [65537, 2147483647]), i32([2], [65537, 2147483647])], build: (ops, a, b) => ops.mul(a!, b!), expected: [131073, 1],
  },
  {
    title: 'f32 results are rounded to f32', primitive: 'add', tolerance: tolerances.exact,
    operands: [f32([1], [1]), f32([1], [2 ** -24 + 2 ** -30])], build: (ops, a, b) => ops.add(a!, b!), expected: [1 + 2 ** -23],
  },
  {
    title: 'pow is that of IEEE 754', primitive: 'pow', tolerance: tolerances.exact,
    operands: [f64([4], [1, -1, 0, NaN]), f64([4], [NaN, Infinity, 0, 0])], build: (ops, a, b) => ops.pow(a!, b!), expected: [1, 1, 1, 1],
  },
  {
    title: 'select repeats condition and both choices', primitive: 'select', tolerance: tolerances.exact,
    operands: [f64([3, 1], [-1, 0, 1]), f64([2], [10, 20]), f64([], [5])],
    build: (ops, x, a, b) => ops.select(ops.less(0, x!), a!, b!), expected: [5, 5, 5, 5, 10, 20],
  },
  {
    title: 'select takes no part in the choice it leaves', primitive: 'select', tolerance: tolerances.exact,
    operands: [f32([3], [NaN, Infinity, 1])], build: (ops, x) => ops.select(ops.equal(x!, 1), x!, 0), expected: [0, 0, 1],
  },
  {
    title: 'select of i32', primitive: 'select', tolerance: tolerances.exact,
    operands: [i32([3], [1, 2, 3])], build: (ops, x) => ops.select(ops.less(x!, 2), ops.neg(x!), x!), expected: [-1, 2, 3],
  },
  {
    title: 'equal of conditions', primitive: 'equal', tolerance: tolerances.exact,
    operands: [f64([4], [0, 0, 1, 1]), f64([4], [0, 1, 0, 1])], build: (ops, a, b) => ops.equal(ops.less(0, a!), ops.less(0, b!)), expected: [1, 0, 0, 1],
  },
  {
    title: 'cast to i32 goes towards zero and stays in range', primitive: 'cast', tolerance: tolerances.exact,
    operands: [f64([7], [-1.9, 1.9, NaN, Infinity, -Infinity, 3e9, -0])], build: (ops, x) => ops.cast(x!, 'i32'),
    expected: [-1, 1, 0, 2147483647, -2147483648, 2147483647, 0],
  },
  {
    title: 'cast to f32 rounds to even', primitive: 'cast', tolerance: tolerances.exact,
    operands: [f64([3], [1 + 2 ** -24, 1 + 3 * 2 ** -24, 1e300])], build: (ops, x) => ops.cast(x!, 'f32'), expected: [1, 1 + 2 ** -22, Infinity],
  },
  {
    title: 'cast to bool asks for non-zero', primitive: 'cast', tolerance: tolerances.exact,
    operands: [f32([4], [0, -0, 0.5, NaN])], build: (ops, x) => ops.cast(x!, 'bool'), expected: [0, 0, 1, 1],
  },
  {
    title: 'cast of bool gives 0 and 1', primitive: 'cast', tolerance: tolerances.exact,
    operands: [f64([3], [-1, 0, 1])], build: (ops, x) => ops.cast(ops.lessEqual(0, x!), 'f32'), expected: [0, 1, 1],
  },
]

export const elementwiseCases: readonly ConformanceCase[] = [...unaries, ...pairs, ...signsOfZero, ...casts, ...byHand]
