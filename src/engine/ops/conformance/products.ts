import type { MatmulOptions, Shape } from '../ops.ts'
import { f32, f64, fullRank, spread, sumOf, tolerances, type ConformanceCase } from './case.ts'

function turned([rows, columns]: readonly [number, number], isTurned: boolean): Shape {
  return isTurned ? [columns, rows] : [rows, columns]
}

/** [m, k, n]: around the edges of tiles, thin ones, vectors, long inner sums, and those of the models. */
const sizes: readonly (readonly [number, number, number])[] = [
  [1, 1, 1], [2, 3, 4], [4, 4, 4], [5, 9, 7], [1, 13, 3], [17, 1, 6], [3, 300, 2], [1, 200, 1], [33, 17, 65], [65, 131, 1], [1, 59, 200], [130, 59, 67], [7, 1030, 9],
]

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
      tolerance: sumOf(k, 4, dtype),
      operands: [fullRank(turned([m, k], options.transposeLeft), dtype), fullRank(turned([k, n], options.transposeRight), dtype, 1)],
      build: (ops, a, b) => ops.matmul(a!, b!, options),
    })),
  ),
)

/** Leading axes on both sides or on the left only, with every transposition; more than one is flattened by nobody but the executor. */
const batched = ([[[2], 5, 3, 6], [[3], 9, 17, 1], [[2, 3], 4, 5, 7], [[4], 1, 32, 3], [[0], 2, 2, 2], [[2], 3, 0, 2], [[5], 33, 8, 31]] as const).flatMap(([lead, m, k, n]) =>
  transpositions.flatMap((options) =>
    [true, false].map((isShared): ConformanceCase => {
      const dtype = m % 2 === 1 ? 'f32' : 'f64'
      const right = turned([k, n], options.transposeRight)
      return {
        title: `matmul of [${lead.join(', ')}] times ${m}×${k}×${n}, ${JSON.stringify(options)}, right side ${isShared ? 'shared' : 'of its own'}`,
        primitive: 'matmul',
        tolerance: sumOf(k, 4, dtype),
        operands: [fullRank([...lead, ...turned([m, k], options.transposeLeft)], dtype), fullRank(isShared ? right : [...lead, ...right], dtype, 1)],
        build: (ops, a, b) => ops.matmul(a!, b!, options),
      }
    }),
  ),
)

/** What is done to a product right away: a bias, an activation and its mask, a sum of columns. */
const epilogues = ([[5, 3, 7], [33, 200, 59], [130, 59, 200]] as const).flatMap(([m, k, n]) =>
  (['f32', 'f64'] as const).flatMap((dtype): ConformanceCase[] => {
    const operands = [fullRank([m, k], dtype), fullRank([k, n], dtype, 1), spread([n], dtype, 2), spread([m, 1], dtype, 3)]
    const about = { primitive: 'derived', tolerance: sumOf(k, 16, dtype), operands } as const
    return [
      { ...about, title: `a product ${m}×${k}×${n} with bias and relu, ${dtype}`, build: (ops, a, b, bias) => { const y = ops.add(ops.matmul(a!, b!), bias!); return ops.select(ops.less(0, y), y, 0) } },
      { ...about, title: `a product ${m}×${k}×${n}, scaled by rows and added to the transposed way, ${dtype}`, build: (ops, a, b, bias, rows) => ops.add(ops.mul(ops.matmul(a!, b!), rows!), ops.sub(ops.transpose(ops.matmul(b!, a!, { transposeLeft: true, transposeRight: true }), [1, 0]), bias!)) },
      { ...about, title: `column sums of a product ${m}×${k}×${n}, ${dtype}`, tolerance: sumOf(k * m, 16, dtype), build: (ops, a, b) => ops.sum(ops.matmul(a!, b!), { axes: [0] }) },
    ]
  }),
)

export const productCases: readonly ConformanceCase[] = [
  ...everySize,
  ...batched,
  ...epilogues,
  {
    title: 'matmul of a slice and a transposed tensor', primitive: 'matmul', tolerance: sumOf(7, 4, 'f32'), operands: [fullRank([9, 11], 'f32'), fullRank([5, 7], 'f32', 1)],
    build: (ops, a, b) => ops.matmul(ops.slice(a!, [1, 3], [6, 7]), ops.transpose(b!, [1, 0])),
  },
  {
    title: 'matmul of a matrix by itself', primitive: 'matmul', tolerance: sumOf(13, 4, 'f64'), operands: [fullRank([13, 6])], build: (ops, a) => ops.matmul(a!, a!, { transposeLeft: true }),
  },
  {
    title: 'matmul of infinity and zero is NaN', primitive: 'matmul', tolerance: tolerances.exact, operands: [f32([1, 2], [Infinity, 1]), f32([2, 2], [0, 1, 1, 1])], build: (ops, a, b) => ops.matmul(a!, b!), expected: [NaN, Infinity],
  },
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
