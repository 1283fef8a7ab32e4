import { tolerances, f32, f64, i32, spread, type ConformanceCase } from './case.ts'

const tolerance = tolerances.exact
const six = [1, 2, 3, 4, 5, 6]

const permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

const turned = [...permutations.map((permutation) => [[3, 5, 9], permutation] as const), [[59, 200], [1, 0]], [[1030, 3], [1, 0]], [[2, 3, 4, 5], [0, 2, 1, 3]], [[2, 3, 4, 5], [3, 1, 2, 0]]] as const

const transposed = turned.map(([shape, permutation]): ConformanceCase => ({
  title: `transpose of [${shape.join(', ')}] by [${permutation.join(', ')}]`, primitive: 'transpose', tolerance, operands: [spread(shape, 'f32')],
  build: (ops, x) => ops.transpose(x!, permutation),
}))

const conditions = { tolerance, operands: [spread([3, 5], 'f32')] }

export const arrangementCases: readonly ConformanceCase[] = [
  ...transposed,
  { title: 'a transposed slice of a padded tensor, added to a row', primitive: 'transpose', tolerance, operands: [spread([5, 9], 'f32'), spread([6], 'f32', 1)], build: (ops, x, y) => ops.add(ops.transpose(ops.slice(ops.pad(x!, [1, 2], [0, 1]), [0, 3], [6, 7]), [1, 0]), y!) },
  { title: 'reshape of a transposed tensor', primitive: 'reshape', tolerance, operands: [spread([7, 11])], build: (ops, x) => ops.reshape(ops.transpose(x!, [1, 0]), [7, 11]) },
  { title: 'reshape of integers', primitive: 'reshape', tolerance, operands: [i32([4], [1, 2, 3, 4])], build: (ops, x) => ops.reshape(x!, [2, 1, 2]), expected: [1, 2, 3, 4] },
  { title: 'reshape of conditions', primitive: 'reshape', ...conditions, build: (ops, x) => ops.reshape(ops.less(0, x!), [15]) },
  { title: 'transpose of conditions', primitive: 'transpose', ...conditions, build: (ops, x) => ops.transpose(ops.less(0, x!), [1, 0]) },
  { title: 'slice of conditions', primitive: 'slice', ...conditions, build: (ops, x) => ops.slice(ops.less(0, x!), [1, 1], [2, 3]) },
  { title: 'concat of conditions', primitive: 'concat', ...conditions, build: (ops, x) => ops.concat([ops.less(0, x!), ops.less(x!, 1)], 0) },
  { title: 'pad of conditions', primitive: 'pad', ...conditions, build: (ops, x) => ops.pad(ops.less(0, x!), [1, 0], [0, 2]) },
  { title: 'pad of integers', primitive: 'pad', tolerance, operands: [i32([2], [5, 6])], build: (ops, x) => ops.pad(x!, [1], [2]), expected: [0, 5, 6, 0, 0] },
  { title: 'pad of a large matrix', primitive: 'pad', tolerance, operands: [spread([59, 33])], build: (ops, x) => ops.pad(x!, [3, 1], [2, 7]) },
  { title: 'broadcastTo over new and inner axes', primitive: 'broadcastTo', tolerance, operands: [spread([5, 1, 3], 'f32')], build: (ops, x) => ops.broadcastTo(x!, [2, 5, 7, 3]) },
  { title: 'broadcastTo of a scalar to many', primitive: 'broadcastTo', tolerance, operands: [f64([], [-0])], build: (ops, x) => ops.broadcastTo(x!, [9]), expected: [-0, -0, -0, -0, -0, -0, -0, -0, -0] },
  { title: 'slice of long rows at an odd place', primitive: 'slice', tolerance, operands: [spread([5, 1030], 'f32')], build: (ops, x) => ops.slice(x!, [1, 5], [3, 1021]) },
  { title: 'slice of one element', primitive: 'slice', tolerance, operands: [f64([2, 2], [1, 2, 3, 4])], build: (ops, x) => ops.slice(x!, [1, 0], [1, 1]), expected: [3] },
  { title: 'concat of five along an inner axis', primitive: 'concat', tolerance, operands: [spread([3, 1, 2]), spread([3, 4, 2], 'f64', 1), spread([3, 0, 2])], build: (ops, a, b, c) => ops.concat([a!, b!, a!, c!, b!], 1) },
  { title: 'concat of what was computed', primitive: 'concat', tolerance, operands: [spread([9], 'f32'), spread([1025], 'f32')], build: (ops, a, b) => ops.concat([ops.add(a!, 1), b!, ops.mul(a!, 2)], 0) },
  { title: 'NaN, infinities and −0 are moved as they are', primitive: 'concat', tolerance, operands: [f32([4], [NaN, Infinity, -Infinity, -0])], build: (ops, x) => ops.concat([ops.slice(x!, [2], [2]), ops.slice(x!, [0], [2])], 0), expected: [-Infinity, -0, NaN, Infinity] },
  { title: 'reshape keeps the order', primitive: 'reshape', tolerance, operands: [f32([2, 3], six)], build: (ops, x) => ops.reshape(x!, [3, 2]), expected: six },
  { title: 'reshape of one element to a scalar', primitive: 'reshape', tolerance, operands: [f64([1, 1], [7])], build: (ops, x) => ops.reshape(x!, []), expected: [7] },
  { title: 'reshape of nothing', primitive: 'reshape', tolerance, operands: [f64([0, 4], [])], build: (ops, x) => ops.reshape(x!, [2, 0]), expected: [] },
  { title: 'transpose of a matrix', primitive: 'transpose', tolerance, operands: [f32([2, 3], six)], build: (ops, x) => ops.transpose(x!, [1, 0]), expected: [1, 4, 2, 5, 3, 6] },
  { title: 'transpose of three axes', primitive: 'transpose', tolerance, operands: [spread([2, 3, 4])], build: (ops, x) => ops.transpose(x!, [2, 0, 1]) },
  { title: 'transpose of a scalar', primitive: 'transpose', tolerance, operands: [f64([], [7])], build: (ops, x) => ops.transpose(x!, []), expected: [7] },
  { title: 'transpose of integers', primitive: 'transpose', tolerance, operands: [i32([2, 2], [1, 2, 3, 4])], build: (ops, x) => ops.transpose(x!, [1, 0]), expected: [1, 3, 2, 4] },
  { title: 'transpose of nothing', primitive: 'transpose', tolerance, operands: [f64([0, 2], [])], build: (ops, x) => ops.transpose(x!, [1, 0]), expected: [] },
  { title: 'broadcastTo repeats a row', primitive: 'broadcastTo', tolerance, operands: [f32([2], [1, 2])], build: (ops, x) => ops.broadcastTo(x!, [2, 2]), expected: [1, 2, 1, 2] },
  { title: 'broadcastTo repeats a column', primitive: 'broadcastTo', tolerance, operands: [f32([2, 1], [1, 2])], build: (ops, x) => ops.broadcastTo(x!, [2, 3]), expected: [1, 1, 1, 2, 2, 2] },
  { title: 'broadcastTo repeats a scalar', primitive: 'broadcastTo', tolerance, operands: [i32([], [3])], build: (ops, x) => ops.broadcastTo(x!, [2, 2]), expected: [3, 3, 3, 3] },
  { title: 'broadcastTo nothing', primitive: 'broadcastTo', tolerance, operands: [f32([1], [3])], build: (ops, x) => ops.broadcastTo(x!, [0]), expected: [] },
  { title: 'broadcastTo repeats a condition', primitive: 'broadcastTo', tolerance, operands: [f32([2], [-1, 1])], build: (ops, x) => ops.broadcastTo(ops.less(0, x!), [2, 2]), expected: [0, 1, 0, 1] },
  { title: 'slice of a matrix', primitive: 'slice', tolerance, operands: [f64([2, 3], six)], build: (ops, x) => ops.slice(x!, [0, 1], [2, 2]), expected: [2, 3, 5, 6] },
  { title: 'slice of three axes', primitive: 'slice', tolerance, operands: [spread([4, 3, 5], 'f32')], build: (ops, x) => ops.slice(x!, [1, 0, 2], [2, 3, 2]) },
  { title: 'slice of nothing', primitive: 'slice', tolerance, operands: [f64([2], [1, 2])], build: (ops, x) => ops.slice(x!, [2], [0]), expected: [] },
  { title: 'concat of rows', primitive: 'concat', tolerance, operands: [f32([1, 2], [1, 2]), f32([2, 2], [3, 4, 5, 6])], build: (ops, a, b) => ops.concat([a!, b!], 0), expected: six },
  { title: 'concat of columns, counted from the end', primitive: 'concat', tolerance, operands: [f32([2, 1], [1, 4]), f32([2, 2], [2, 3, 5, 6])], build: (ops, a, b) => ops.concat([a!, b!], -1), expected: six },
  { title: 'concat with nothing', primitive: 'concat', tolerance, operands: [i32([0], []), i32([2], [1, 2])], build: (ops, a, b) => ops.concat([a!, b!], 0), expected: [1, 2] },
  { title: 'concat of one', primitive: 'concat', tolerance, operands: [f64([2], [1, 2])], build: (ops, a) => ops.concat([a!], 0), expected: [1, 2] },
  { title: 'pad puts zeros around', primitive: 'pad', tolerance, operands: [f32([1, 2], [1, 2])], build: (ops, x) => ops.pad(x!, [1, 0], [0, 1]), expected: [0, 0, 0, 1, 2, 0] },
  { title: 'pad of nothing', primitive: 'pad', tolerance, operands: [f32([0], [])], build: (ops, x) => ops.pad(x!, [1], [1]), expected: [0, 0] },
  { title: 'pad of a scalar', primitive: 'pad', tolerance, operands: [f64([], [5])], build: (ops, x) => ops.pad(x!, [], []), expected: [5] },
  { title: 'stopGradient changes nothing', primitive: 'stopGradient', tolerance, operands: [f64([2], [1, NaN])], build: (ops, x) => ops.stopGradient(x!), expected: [1, NaN] },
]
