import { f32, f64, i32, spread, sumOf, tolerances, type ConformanceCase } from './case.ts'

const everyAxes = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []]

const overAxes = (['sum', 'max'] as const).flatMap((primitive) =>
  everyAxes.flatMap((axes) =>
    (['f32', 'f64'] as const).map((dtype): ConformanceCase => ({
      title: `${primitive} over axes [${axes.join(', ')}], ${dtype}`,
      primitive,
      tolerance: primitive === 'sum' ? sumOf(60, 2, dtype) : tolerances.exact,
      operands: [spread([3, 4, 5], dtype)],
      build: (ops, x) => ops[primitive](x!, { axes, keepDims: axes.length === 1 }),
    })),
  ),
)

/** Every subset of the axes of a shape. */
function subsets(rank: number): number[][] {
  return Array.from({ length: 2 ** rank }, (_, bits) => Array.from({ length: rank }, (__, axis) => axis).filter((axis) => (bits >> axis) & 1))
}

const ofFourAxes = (['sum', 'max'] as const).flatMap((primitive) =>
  subsets(4).map((axes): ConformanceCase => ({
    title: `${primitive} of four axes over [${axes.join(', ')}]`, primitive,
    tolerance: primitive === 'sum' ? sumOf(120, 2, 'f32') : tolerances.exact,
    operands: [spread([2, 3, 4, 5], 'f32')],
    build: (ops, x) => ops[primitive](x!, { axes }),
  })),
)

/** Rows and columns of every width, and everything at once. */
const ofEverySize = [[1, 1], [9, 1], [4, 3], [7, 59], [3, 200], [5, 1030], [1030, 3], [4099, 1], [1, 4099]].flatMap((shape) =>
  (['f32', 'f64'] as const).flatMap((dtype) =>
    [[0], [1], [0, 1]].flatMap((axes): ConformanceCase[] => {
      const n = axes.reduce((product, axis) => product * (shape[axis] ?? 1), 1)
      const what = `of [${shape.join(', ')}] over [${axes.join(', ')}], ${dtype}`
      const operands = [spread(shape, dtype)]
      return [
        { title: `sum ${what}`, primitive: 'sum', tolerance: sumOf(n, 2, dtype), operands, build: (ops, x) => ops.sum(x!, { axes }) },
        { title: `sum of a chain ${what}`, primitive: 'sum', tolerance: sumOf(n, 8, dtype), operands, build: (ops, x) => ops.sum(ops.mul(ops.exp(x!), x!), { axes }) },
        { title: `max ${what}`, primitive: 'max', tolerance: tolerances.exact, operands, build: (ops, x) => ops.max(x!, { axes, keepDims: true }) },
      ]
    }),
  ),
)

/** Rounded, so that there are ties: the first of them is meant. */
const largestPlaces = [1, 7, 9, 59, 1030].flatMap((width) =>
  [0, 1].map((axis): ConformanceCase => ({
    title: `argmax of [5, ${width}] with ties along ${axis}`, primitive: 'argmax', tolerance: tolerances.exact, operands: [spread([5, width], 'f32')],
    build: (ops, x) => ops.argmax(ops.floor(x!), axis),
  })),
)

/** A maximum, a sum and both again in every row, as softmax has them. */
const withinRows = [1, 3, 59, 200, 1030].flatMap((width) =>
  (['f32', 'f64'] as const).map((dtype): ConformanceCase => ({
    title: `reductions inside rows of ${width}, ${dtype}`, primitive: 'derived', tolerance: sumOf(width, 8, dtype), operands: [spread([7, width], dtype)],
    build: (ops, x) => {
      const rows = { axes: [1], keepDims: true }
      const e = ops.exp(ops.sub(x!, ops.max(x!, rows)))
      return ops.sub(ops.div(e, ops.sum(e, rows)), ops.mul(x!, ops.sum(x!, { axes: [0] })))
    },
  })),
)

export const reductionCases: readonly ConformanceCase[] = [
  ...overAxes,
  ...ofFourAxes,
  ...ofEverySize,
  ...largestPlaces,
  ...withinRows,
  {
    title: 'sum of one sign grows as its terms do', primitive: 'sum', tolerance: sumOf(100_003, 0.1, 'f32'), operands: [],
    build: (ops) => ops.sum(ops.full([100_003], 0.1, 'f32')), expected: [100_003 * Math.fround(0.1)],
  },
  { title: 'sum of integers wraps around', primitive: 'sum', tolerance: tolerances.exact, operands: [i32([2], [2147483647, 1])], build: (ops, x) => ops.sum(x!), expected: [-2147483648] },
  { title: 'sum over no axis', primitive: 'sum', tolerance: tolerances.exact, operands: [spread([2, 3])], build: (ops, x) => ops.sum(x!, { axes: [] }) },
  { title: 'sum of a scalar', primitive: 'sum', tolerance: tolerances.exact, operands: [f64([], [3])], build: (ops, x) => ops.sum(x!), expected: [3] },
  { title: 'sum of no rows over columns', primitive: 'sum', tolerance: tolerances.exact, operands: [f32([0, 3], [])], build: (ops, x) => ops.sum(x!, { axes: [1] }), expected: [] },
  { title: 'sum spreads NaN to its own row only', primitive: 'sum', tolerance: tolerances.exact, operands: [f32([2, 2], [NaN, 1, 2, 3])], build: (ops, x) => ops.sum(x!, { axes: [1] }), expected: [NaN, 5] },
  { title: 'sum of columns with infinity', primitive: 'sum', tolerance: tolerances.exact, operands: [f32([2, 2], [Infinity, 1, 2, 3])], build: (ops, x) => ops.sum(x!, { axes: [0] }), expected: [Infinity, 4] },
  { title: 'max of columns; NaN wins', primitive: 'max', tolerance: tolerances.exact, operands: [f64([3, 2], [1, NaN, 4, 2, 3, 9])], build: (ops, x) => ops.max(x!, { axes: [0] }), expected: [4, NaN] },
  { title: 'max of everything is NaN where one is, last', primitive: 'max', tolerance: tolerances.exact, operands: [f32([9], [1, 2, 3, 4, 5, 6, 7, 8, NaN])], build: (ops, x) => ops.max(x!), expected: [NaN] },
  { title: 'max of −∞ only', primitive: 'max', tolerance: tolerances.exact, operands: [f32([2], [-Infinity, -Infinity])], build: (ops, x) => ops.max(x!), expected: [-Infinity] },
  { title: 'max of the smallest integers', primitive: 'max', tolerance: tolerances.exact, operands: [i32([2, 2], [-2147483648, -2147483648, 5, -2147483648])], build: (ops, x) => ops.max(x!, { axes: [1] }), expected: [-2147483648, 5] },
  {
    title: 'sum of everything by hand', primitive: 'sum', tolerance: tolerances.exact,
    operands: [f32([2, 2], [1, 2, 3, 4])], build: (ops, x) => ops.sum(x!), expected: [10],
  },
  {
    title: 'sum counts negative axes from the end', primitive: 'sum', tolerance: tolerances.exact,
    operands: [f32([2, 2], [1, 2, 3, 4])], build: (ops, x) => ops.sum(x!, { axes: [-1] }), expected: [3, 7],
  },
  { title: 'sum of nothing is zero', primitive: 'sum', tolerance: tolerances.exact, operands: [f64([0, 2], [])], build: (ops, x) => ops.sum(x!, { axes: [0] }), expected: [0, 0] },
  { title: 'sum of integers', primitive: 'sum', tolerance: tolerances.exact, operands: [i32([3], [1, -5, 2])], build: (ops, x) => ops.sum(x!), expected: [-2] },
  { title: 'sum of infinities of both signs is NaN', primitive: 'sum', tolerance: tolerances.exact, operands: [f64([2], [Infinity, -Infinity])], build: (ops, x) => ops.sum(x!), expected: [NaN] },
  {
    title: 'max of rows; NaN wins', primitive: 'max', tolerance: tolerances.exact,
    operands: [f32([3, 3], [1, 5, 2, NaN, 0, 1, -Infinity, -3, -Infinity])], build: (ops, x) => ops.max(x!, { axes: [1] }), expected: [5, NaN, -3],
  },
  { title: 'max of integers', primitive: 'max', tolerance: tolerances.exact, operands: [i32([3], [-4, -2, -9])], build: (ops, x) => ops.max(x!), expected: [-2] },
  {
    title: 'argmax of rows: the first of a tie, and the first NaN', primitive: 'argmax', tolerance: tolerances.exact,
    operands: [f64([3, 4], [1, 7, 7, 0, 2, NaN, 9, NaN, -1, -1, -1, -1])], build: (ops, x) => ops.argmax(x!, 1), expected: [1, 1, 0],
  },
  {
    title: 'argmax along the first axis', primitive: 'argmax', tolerance: tolerances.exact,
    operands: [f32([2, 3], [1, 5, 2, 4, 5, 6])], build: (ops, x) => ops.argmax(x!, 0), expected: [1, 0, 1],
  },
  {
    title: 'argmax along an inner axis', primitive: 'argmax', tolerance: tolerances.exact,
    operands: [f64([2, 2, 2], [1, 8, 3, 4, 9, 0, 1, 1])], build: (ops, x) => ops.argmax(x!, -2), expected: [1, 0, 0, 1],
  },
  { title: 'argmax of integers', primitive: 'argmax', tolerance: tolerances.exact, operands: [i32([3], [-4, -2, -9])], build: (ops, x) => ops.argmax(x!, 0), expected: [1] },
  { title: 'argmax of no rows', primitive: 'argmax', tolerance: tolerances.exact, operands: [f32([0, 3], [])], build: (ops, x) => ops.argmax(x!, 1), expected: [] },
]
