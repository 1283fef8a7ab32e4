import type { HostTensor } from '../../../shared/tensors.ts'
import { f32, f64, i32, spread, sumOf, tolerances, type ConformanceCase } from './case.ts'

const tolerance = tolerances.exact

/** n indices into `rows`, many of them equal, some of them outside on either side, the ends of the range too. */
function indices(n: number, rows: number): HostTensor {
  const elements = [...spread([n], 'f64', 4).data].map((x) => Math.floor((x + 2.2) * 0.25 * rows))
  return i32([n], elements.map((x, i) => (i === 3 ? -2147483648 : i === 5 ? 2147483647 : x)))
}

/** Tables with rows of every width, read more often than they are long, and added to. */
const ofEverySize = [[1, 1, 1], [3, 2, 9], [59, 3, 7], [113, 59, 40], [10, 200, 33], [3, 1030, 8], [1030, 1, 1025]].flatMap(([rows = 1, width = 1, n = 1]) =>
  (['f32', 'f64'] as const).flatMap((dtype): ConformanceCase[] => {
    const what = `${n} of ${rows} rows of ${width}, ${dtype}`
    return [
      { title: `gather of ${what}`, primitive: 'gather', tolerance, operands: [spread([rows, width], dtype), indices(n, rows)], build: (ops, t, i) => ops.gather(t!, i!) },
      { title: `segmentSum of ${what}`, primitive: 'segmentSum', tolerance: sumOf(n, 2, dtype), operands: [spread([n, width], dtype), indices(n, rows)], build: (ops, v, i) => ops.segmentSum(v!, i!, rows) },
      {
        title: `sums of two gathers of ${what}`, primitive: 'gather', tolerance, operands: [spread([rows, width], dtype), indices(n, rows), indices(n + 6, rows)],
        build: (ops, t, i, j) => ops.add(ops.gather(t!, i!), ops.gather(t!, ops.slice(j!, [6], [n]))),
      },
      {
        title: `oneHot times a table for ${what}`, primitive: 'oneHot', tolerance: sumOf(rows, 2, dtype), operands: [spread([rows, width], dtype), indices(n, rows)],
        build: (ops, t, i) => ops.matmul(ops.oneHot(i!, rows, dtype), t!),
      },
      {
        title: `crossEntropy over ${width} classes, ${n} rows, ${dtype}`, primitive: 'crossEntropy', tolerance: sumOf(width, 1, dtype), operands: [spread([n, width], dtype), i32([n], Array.from({ length: n }, (_, i) => (7 * i) % width))],
        build: (ops, z, y) => ops.crossEntropy(ops.mul(z!, 3), y!),
      },
    ]
  }),
)

export const rowCases: readonly ConformanceCase[] = [
  ...ofEverySize,
  { title: 'gather of conditions', primitive: 'gather', tolerance, operands: [f32([3], [-1, 0, 2]), i32([4], [2, 0, 7, 2])], build: (ops, x, i) => ops.gather(ops.less(0, x!), i!), expected: [1, 0, 0, 1] },
  { title: 'gather of integers from a table of three axes', primitive: 'gather', tolerance, operands: [i32([2, 1, 2], [1, 2, 3, 4]), i32([1, 2], [1, -3])], build: (ops, t, i) => ops.gather(t!, i!), expected: [3, 4, 0, 0] },
  { title: 'gather from an empty table reads zeros', primitive: 'gather', tolerance, operands: [f32([0, 2], []), i32([2], [0, 1])], build: (ops, t, i) => ops.gather(t!, i!), expected: [0, 0, 0, 0] },
  { title: 'gather of NaN stays in its row', primitive: 'gather', tolerance, operands: [f32([2, 1], [NaN, 1]), i32([3], [1, 0, 5])], build: (ops, t, i) => ops.gather(t!, i!), expected: [1, NaN, 0] },
  { title: 'segmentSum of integers', primitive: 'segmentSum', tolerance, operands: [i32([4], [1, 2, 3, 4]), i32([4], [1, 1, 0, 9])], build: (ops, v, i) => ops.segmentSum(v!, i!, 3), expected: [3, 3, 0] },
  { title: 'segmentSum into no segment', primitive: 'segmentSum', tolerance, operands: [f32([2], [1, 2]), i32([2], [0, 1])], build: (ops, v, i) => ops.segmentSum(v!, i!, 0), expected: [] },
  { title: 'segmentSum keeps NaN and infinity in their segments', primitive: 'segmentSum', tolerance, operands: [f64([4], [NaN, 1, Infinity, 2]), i32([4], [0, 1, 2, 1])], build: (ops, v, i) => ops.segmentSum(v!, i!, 3), expected: [NaN, 3, Infinity] },
  { title: 'oneHot of a vector', primitive: 'oneHot', tolerance, operands: [i32([2], [2, 0])], build: (ops, i) => ops.oneHot(i!, 3, 'f32'), expected: [0, 0, 1, 1, 0, 0] },
  { title: 'oneHot of a matrix adds an axis', primitive: 'oneHot', tolerance, operands: [i32([2, 1], [1, 0])], build: (ops, i) => ops.oneHot(i!, 2, 'f64'), expected: [0, 1, 1, 0] },
  { title: 'oneHot of an index outside is zero', primitive: 'oneHot', tolerance, operands: [i32([2], [-1, 3])], build: (ops, i) => ops.oneHot(i!, 3, 'f32'), expected: [0, 0, 0, 0, 0, 0] },
  { title: 'oneHot of nothing', primitive: 'oneHot', tolerance, operands: [i32([0], [])], build: (ops, i) => ops.oneHot(i!, 3, 'f32'), expected: [] },
  {
    title: 'gather of rows', primitive: 'gather', tolerance,
    operands: [f32([3, 2], [1, 2, 3, 4, 5, 6]), i32([3], [2, 0, 2])], build: (ops, t, i) => ops.gather(t!, i!), expected: [5, 6, 1, 2, 5, 6],
  },
  { title: 'gather by a matrix of indices', primitive: 'gather', tolerance, operands: [f64([3], [7, 8, 9]), i32([2, 2], [0, 1, 2, 0])], build: (ops, t, i) => ops.gather(t!, i!), expected: [7, 8, 9, 7] },
  { title: 'gather by a scalar takes one row', primitive: 'gather', tolerance, operands: [i32([2, 2], [1, 2, 3, 4]), i32([], [1])], build: (ops, t, i) => ops.gather(t!, i!), expected: [3, 4] },
  { title: 'gather of an index outside is zero', primitive: 'gather', tolerance, operands: [f32([1, 2], [1, 2]), i32([3], [-1, 0, 1])], build: (ops, t, i) => ops.gather(t!, i!), expected: [0, 0, 1, 2, 0, 0] },
  { title: 'gather of nothing', primitive: 'gather', tolerance, operands: [f32([2, 2], [1, 2, 3, 4]), i32([0], [])], build: (ops, t, i) => ops.gather(t!, i!), expected: [] },
  {
    title: 'segmentSum adds rows with equal index', primitive: 'segmentSum', tolerance,
    operands: [f32([3, 2], [1, 2, 3, 4, 5, 6]), i32([3], [1, 3, 1])], build: (ops, v, i) => ops.segmentSum(v!, i!, 4), expected: [0, 0, 6, 8, 0, 0, 3, 4],
  },
  { title: 'segmentSum of a vector', primitive: 'segmentSum', tolerance, operands: [f64([3], [1, 2, 3]), i32([3], [0, 0, 1])], build: (ops, v, i) => ops.segmentSum(v!, i!, 2), expected: [3, 3] },
  { title: 'segmentSum leaves out indices outside', primitive: 'segmentSum', tolerance, operands: [f64([3], [1, 2, 3]), i32([3], [-1, 0, 2])], build: (ops, v, i) => ops.segmentSum(v!, i!, 2), expected: [2, 0] },
  { title: 'segmentSum of nothing', primitive: 'segmentSum', tolerance, operands: [f32([0, 2], []), i32([0], [])], build: (ops, v, i) => ops.segmentSum(v!, i!, 1), expected: [0, 0] },
  {
    title: 'crossEntropy of equal logits is ln c', primitive: 'crossEntropy', tolerance: tolerances.f64,
    operands: [f64([2, 4], [0, 0, 0, 0, 5, 5, 5, 5]), i32([2], [0, 3])], build: (ops, z, y) => ops.crossEntropy(z!, y!), expected: [Math.LN2 * 2, Math.LN2 * 2],
  },
  {
    title: 'crossEntropy stays exact far below the rounding of 1', primitive: 'crossEntropy', tolerance: tolerances.f64,
    operands: [f64([2, 2], [100, 0, 0, 700]), i32([2], [0, 0])], build: (ops, z, y) => ops.crossEntropy(z!, y!), expected: [3.720075976020836e-44, 700],
  },
  { title: 'crossEntropy of any logits, f32', primitive: 'crossEntropy', tolerance: tolerances.f32, operands: [spread([4, 5], 'f32'), i32([4], [0, 4, 2, 2])], build: (ops, z, y) => ops.crossEntropy(z!, y!) },
  { title: 'crossEntropy of one class is zero', primitive: 'crossEntropy', tolerance, operands: [f32([2, 1], [3, -3]), i32([2], [0, 0])], build: (ops, z, y) => ops.crossEntropy(z!, y!), expected: [0, 0] },
  { title: 'crossEntropy of a label outside is NaN', primitive: 'crossEntropy', tolerance, operands: [f32([2, 2], [0, 0, 0, 0]), i32([2], [2, -1])], build: (ops, z, y) => ops.crossEntropy(z!, y!), expected: [NaN, NaN] },
  { title: 'crossEntropy of NaN is NaN', primitive: 'crossEntropy', tolerance, operands: [f64([1, 2], [NaN, 0]), i32([1], [1])], build: (ops, z, y) => ops.crossEntropy(z!, y!), expected: [NaN] },
  { title: 'crossEntropy of no rows', primitive: 'crossEntropy', tolerance, operands: [f32([0, 2], []), i32([0], [])], build: (ops, z, y) => ops.crossEntropy(z!, y!), expected: [] },
]
