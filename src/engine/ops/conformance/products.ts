import type { MatmulOptions, Shape } from '../ops.ts'
import { tolerances, f32, f64, spread, type ConformanceCase } from './case.ts'

function turned([rows, columns]: readonly [number, number], isTurned: boolean): Shape {
  return isTurned ? [columns, rows] : [rows, columns]
}

/** Sizes around the edges of tiles of four, thin ones, and a long inner sum. */
const sizes: readonly (readonly [number, number, number])[] = [[1, 1, 1], [2, 3, 4], [4, 4, 4], [5, 9, 7], [1, 13, 3], [17, 1, 6], [3, 300, 2]]

const transpositions: readonly Required<MatmulOptions>[] = [
  { transposeLeft: false, transposeRight: false },
  { transposeLeft: true, transposeRight: false },
  { transposeLeft: false, transposeRight: true },
  { transposeLeft: true, transposeRight: true },
]

const everySize = sizes.flatMap(([m, k, n]) =>
  transpositions.flatMap((options) =>
    (['f32', 'f64'] as const).map((dtype): ConformanceCase => ({
      title: `matmul ${m}×${k}×${n}, left ${options.transposeLeft ? 'turned' : 'plain'}, right ${options.transposeRight ? 'turned' : 'plain'}, ${dtype}`,
      primitive: 'matmul',
      tolerance: tolerances[dtype],
      operands: [spread(turned([m, k], options.transposeLeft), dtype), spread(turned([k, n], options.transposeRight), dtype, 1)],
      build: (ops, a, b) => ops.matmul(a!, b!, options),
    })),
  ),
)

export const productCases: readonly ConformanceCase[] = [
  ...everySize,
  {
    title: 'matmul by hand', primitive: 'matmul', tolerance: tolerances.exact,
    operands: [f64([2, 3], [1, 2, 3, 4, 5, 6]), f64([3, 2], [7, 8, 9, 10, 11, 12])], build: (ops, a, b) => ops.matmul(a!, b!), expected: [58, 64, 139, 154],
  },
  {
    title: 'matmul turns the left factor', primitive: 'matmul', tolerance: tolerances.exact,
    operands: [f64([3, 2], [1, 4, 2, 5, 3, 6]), f64([3, 2], [7, 8, 9, 10, 11, 12])],
    build: (ops, a, b) => ops.matmul(a!, b!, { transposeLeft: true }), expected: [58, 64, 139, 154],
  },
  {
    title: 'matmul turns the right factor', primitive: 'matmul', tolerance: tolerances.exact,
    operands: [f64([2, 3], [1, 2, 3, 4, 5, 6]), f64([2, 3], [7, 9, 11, 8, 10, 12])],
    build: (ops, a, b) => ops.matmul(a!, b!, { transposeRight: true }), expected: [58, 64, 139, 154],
  },
  {
    title: 'matmul carries its sums in f64', primitive: 'matmul', tolerance: tolerances.exact,
    operands: [f32([1, 3], [2 ** 24, 1, -(2 ** 24)]), f32([3, 1], [1, 1, 1])], build: (ops, a, b) => ops.matmul(a!, b!), expected: [1],
  },
  {
    title: 'matmul over a leading axis on both sides', primitive: 'matmul', tolerance: tolerances.f64,
    operands: [spread([2, 5, 3]), spread([2, 3, 6], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!),
  },
  {
    title: 'matmul over a leading axis on the left only', primitive: 'matmul', tolerance: tolerances.f64,
    operands: [spread([2, 3, 5]), spread([3, 6], 'f64', 1)], build: (ops, a, b) => ops.matmul(a!, b!, { transposeLeft: true }),
  },
  {
    title: 'matmul with an empty sum is zero', primitive: 'matmul', tolerance: tolerances.exact,
    operands: [f32([2, 0], []), f32([0, 2], [])], build: (ops, a, b) => ops.matmul(a!, b!), expected: [0, 0, 0, 0],
  },
  {
    title: 'matmul without rows is empty', primitive: 'matmul', tolerance: tolerances.exact,
    operands: [f32([0, 3], []), spread([3, 2], 'f32')], build: (ops, a, b) => ops.matmul(a!, b!), expected: [],
  },
  {
    title: 'matmul spreads NaN along its row only', primitive: 'matmul', tolerance: tolerances.exact,
    operands: [f64([2, 2], [NaN, 0, 1, 2]), f64([2, 1], [1, 1])], build: (ops, a, b) => ops.matmul(a!, b!), expected: [NaN, 3],
  },
]
