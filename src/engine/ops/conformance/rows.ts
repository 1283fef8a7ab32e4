import { tolerances, f32, f64, i32, spread, type ConformanceCase } from './case.ts'

const tolerance = tolerances.exact

export const rowCases: readonly ConformanceCase[] = [
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
  { title: 'segmentSum is carried in f64', primitive: 'segmentSum', tolerance, operands: [f32([3], [2 ** 24, 1, -(2 ** 24)]), i32([3], [0, 0, 0])], build: (ops, v, i) => ops.segmentSum(v!, i!, 1), expected: [1] },
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
