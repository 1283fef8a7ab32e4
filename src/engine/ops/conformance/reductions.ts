import { tolerances, f32, f64, i32, spread, type ConformanceCase } from './case.ts'

const everyAxes = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []]

const overAxes = (['sum', 'max'] as const).flatMap((primitive) =>
  everyAxes.flatMap((axes) =>
    (['f32', 'f64'] as const).map((dtype): ConformanceCase => ({
      title: `${primitive} over axes [${axes.join(', ')}], ${dtype}`,
      primitive,
      tolerance: primitive === 'sum' ? tolerances[dtype] : tolerances.exact,
      operands: [spread([3, 4, 5], dtype)],
      build: (ops, x) => ops[primitive](x!, { axes, keepDims: axes.length === 1 }),
    })),
  ),
)

export const reductionCases: readonly ConformanceCase[] = [
  ...overAxes,
  {
    title: 'sum of everything by hand', primitive: 'sum', tolerance: tolerances.exact,
    operands: [f32([2, 2], [1, 2, 3, 4])], build: (ops, x) => ops.sum(x!), expected: [10],
  },
  {
    title: 'sum counts negative axes from the end', primitive: 'sum', tolerance: tolerances.exact,
    operands: [f32([2, 2], [1, 2, 3, 4])], build: (ops, x) => ops.sum(x!, { axes: [-1] }), expected: [3, 7],
  },
  {
    title: 'sum is carried in f64', primitive: 'sum', tolerance: tolerances.exact,
    operands: [f32([3], [2 ** 24, 1, -(2 ** 24)])], build: (ops, x) => ops.sum(x!), expected: [1],
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
