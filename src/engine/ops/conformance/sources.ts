import { randomNormal, randomPermutation, randomUniform } from '../philox.ts'
import { tolerances, f32, i32, type ConformanceCase } from './case.ts'

const tolerance = tolerances.exact
const key = { seed: 5, stream: 2 }
const counter = i32([], [9])
const draw = { ...key, counter: 9 }

/** Lengths that do not fill their last block, other seeds and streams, and counters at both ends of i32. */
const draws = [1, 3, 5, 7, 59, 1023, 1025, 4099].flatMap((n, place) => {
  const own = { seed: [0, 1, 4294967295][place % 3] ?? 0, stream: [0, 77, 4294967295][place % 2] ?? 0 }
  const at = [0, 1, 2147483647, -1, -2147483648][place % 5] ?? 0
  const operands = [i32([], [at])]
  return [
    ...(['f32', 'f64'] as const).flatMap((dtype): ConformanceCase[] => [
      {
        title: `randomUniform of ${n} elements at ${at}, ${dtype}`, primitive: 'randomUniform', tolerance, operands,
        build: (ops, c) => ops.randomUniform([n], dtype, { ...own, counter: c! }), expected: [...randomUniform(n, dtype, { ...own, counter: at })],
      },
      {
        title: `randomNormal of ${n} elements at ${at}, ${dtype}`, primitive: 'randomNormal', tolerance: tolerances.normal[dtype], operands,
        build: (ops, c) => ops.randomNormal([n], dtype, { ...own, counter: c! }), expected: [...randomNormal(n, dtype, { ...own, counter: at })],
      },
    ]),
    {
      title: `randomPermutation of ${n} elements at ${at}`, primitive: 'randomPermutation', tolerance, operands,
      build: (ops, c) => ops.randomPermutation(n, { ...own, counter: c! }), expected: [...randomPermutation(n, { ...own, counter: at })],
    } satisfies ConformanceCase,
  ]
})

export const sourceCases: readonly ConformanceCase[] = [
  ...draws,
  { title: 'randomUniform of nothing', primitive: 'randomUniform', tolerance, operands: [counter], build: (ops, c) => ops.randomUniform([0, 3], 'f32', { ...key, counter: c! }), expected: [] },
  { title: 'full of a number too large for f32', primitive: 'full', tolerance, operands: [], build: (ops) => ops.full([2], 1e300, 'f32'), expected: [Infinity, Infinity] },
  { title: 'full of NaN and of −0', primitive: 'full', tolerance, operands: [], build: (ops) => ops.concat([ops.full([1], NaN, 'f64'), ops.full([1], -0, 'f64')], 0), expected: [NaN, -0] },
  { title: 'full of the ends of i32', primitive: 'full', tolerance, operands: [], build: (ops) => ops.concat([ops.full([1], -2147483648, 'i32'), ops.full([1], 2147483647, 'i32')], 0), expected: [-2147483648, 2147483647] },
  { title: 'full of nothing', primitive: 'full', tolerance, operands: [], build: (ops) => ops.full([2, 0], 1, 'f32'), expected: [] },
  { title: 'iota of many', primitive: 'iota', tolerance, operands: [], build: (ops) => ops.iota(1025) },
  { title: 'constant is itself', primitive: 'constant', tolerance, operands: [], build: (ops) => ops.constant(f32([2], [1, NaN])), expected: [1, NaN] },
  { title: 'constant of nothing', primitive: 'constant', tolerance, operands: [], build: (ops) => ops.constant(i32([0], [])), expected: [] },
  { title: 'full of f32 rounds its value', primitive: 'full', tolerance, operands: [], build: (ops) => ops.full([2], 0.1, 'f32'), expected: [Math.fround(0.1), Math.fround(0.1)] },
  { title: 'full of bool', primitive: 'full', tolerance, operands: [], build: (ops) => ops.full([2], 1, 'bool'), expected: [1, 1] },
  { title: 'iota counts from zero', primitive: 'iota', tolerance, operands: [], build: (ops) => ops.iota(4), expected: [0, 1, 2, 3] },
  { title: 'iota of nothing', primitive: 'iota', tolerance, operands: [], build: (ops) => ops.iota(0), expected: [] },
  { title: 'step is 1 in the first update', primitive: 'step', tolerance, operands: [], build: (ops) => ops.step(), expected: [1] },
  ...(['f32', 'f64'] as const).flatMap((dtype): ConformanceCase[] => [
    {
      title: `randomUniform has the bits of Philox, ${dtype}`, primitive: 'randomUniform', tolerance, operands: [counter],
      build: (ops, c) => ops.randomUniform([3, 3], dtype, { ...key, counter: c! }), expected: [...randomUniform(9, dtype, draw)],
    },
    {
      title: `randomNormal is Box–Muller of Philox, ${dtype}`, primitive: 'randomNormal', tolerance: tolerances.normal[dtype], operands: [counter],
      build: (ops, c) => ops.randomNormal([3, 3], dtype, { ...key, counter: c! }), expected: [...randomNormal(9, dtype, draw)],
    },
  ]),
  {
    title: 'randomUniform of a counter that changes with the step', primitive: 'randomUniform', tolerance, operands: [],
    build: (ops) => ops.randomUniform([2], 'f64', { ...key, counter: ops.cast(ops.step(), 'i32') }), expected: [...randomUniform(2, 'f64', { ...key, counter: 1 })],
  },
  {
    title: 'randomPermutation is the one of Philox', primitive: 'randomPermutation', tolerance, operands: [counter],
    build: (ops, c) => ops.randomPermutation(7, { ...key, counter: c! }), expected: [...randomPermutation(7, draw)],
  },
  { title: 'randomPermutation of nothing', primitive: 'randomPermutation', tolerance, operands: [counter], build: (ops, c) => ops.randomPermutation(0, { ...key, counter: c! }), expected: [] },
]
