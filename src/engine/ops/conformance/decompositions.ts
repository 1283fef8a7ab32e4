import { svdParts } from '../derived/spectral.ts'
import type { Ops, Shape, Tensor } from '../ops.ts'
import { f32, f64, fullRank, type ConformanceCase, type Tolerance } from './case.ts'

/**
 * Singular values, and products that do not depend on how vectors of close singular values are chosen, agree to a few units of
 * rounding of the largest singular value (about 10 here). Single vectors agree to rounding times the largest over the gap between
 * neighbouring singular values, at most 40 here; hence the second row.
 */
const tolerance = {
  f32: { relative: 1e-5, absolute: 1e-5 },
  f64: { relative: 1e-12, absolute: 1e-13 },
} as const satisfies Record<string, Tolerance>

const shapes: readonly Shape[] = [[1, 1], [1, 5], [5, 1], [4, 4], [7, 3], [3, 7], [30, 12], [12, 30]]

/** U diag(s) Vᵀ. */
function putTogether(ops: Ops, a: Tensor): Tensor {
  const { u, s, v } = svdParts(ops, ops.svd(a), a.shape[0] ?? 0)
  return ops.matmul(ops.mul(u, s), v, { transposeRight: true })
}

const everyShape = shapes.flatMap((shape) =>
  (['f32', 'f64'] as const).flatMap((dtype): ConformanceCase[] => [
    { title: `svd of [${shape.join(', ')}], ${dtype}`, primitive: 'svd', tolerance: tolerance[dtype], operands: [fullRank(shape, dtype)], build: (ops, a) => ops.svd(a!) },
    {
      title: `svd of [${shape.join(', ')}] put together again, ${dtype}`, primitive: 'svd', tolerance: tolerance[dtype],
      operands: [fullRank(shape, dtype)], build: (ops, a) => putTogether(ops, a!), expected: [...fullRank(shape, dtype).data],
    },
  ]),
)

export const decompositionCases: readonly ConformanceCase[] = [
  ...everyShape,
  {
    title: 'svd by hand: descending values, the largest element of each left vector positive', primitive: 'svd', tolerance: tolerance.f64,
    operands: [f64([2, 2], [0, 3, -5, 0])], build: (ops, a) => ops.svd(a!), expected: [0, 1, 1, 0, 5, 3, -1, 0, 0, 1],
  },
  {
    title: 'svd with a tie of largest elements: the first one is positive', primitive: 'svd', tolerance: tolerance.f64,
    operands: [f64([2, 1], [-3, 3])], build: (ops, a) => ops.svd(a!), expected: [Math.SQRT1_2, -Math.SQRT1_2, 3 * Math.SQRT2, -1],
  },
  {
    title: 'svd of a matrix of rank one has one singular value', primitive: 'svd', tolerance: { relative: 1e-12, absolute: 1e-12 },
    operands: [f64([3, 2], [1, 2, 2, 4, 3, 6])], build: (ops, a) => svdParts(ops, ops.svd(a!), 3).s, expected: [Math.sqrt(70), 0],
  },
  {
    title: 'svd of zeros has orthonormal vectors', primitive: 'svd', tolerance: tolerance.f64, operands: [f64([3, 2], [0, 0, 0, 0, 0, 0])],
    build: (ops, a) => {
      const { u } = svdParts(ops, ops.svd(a!), 3)
      return ops.matmul(u, u, { transposeLeft: true })
    },
    expected: [1, 0, 0, 1],
  },
  {
    title: 'svd of very small elements keeps them', primitive: 'svd', tolerance: { relative: 1e-5, absolute: 0 },
    operands: [f32([2, 2], [3e-30, 0, 0, 2e-30])], build: (ops, a) => svdParts(ops, ops.svd(a!), 2).s, expected: [3e-30, 2e-30],
  },
  {
    title: 'svd of NaN is NaN everywhere', primitive: 'svd', tolerance: tolerance.f64,
    operands: [f64([2, 1], [NaN, 1])], build: (ops, a) => ops.svd(a!), expected: [NaN, NaN, NaN, NaN],
  },
  {
    title: 'svd of infinity is NaN everywhere', primitive: 'svd', tolerance: tolerance.f32,
    operands: [f32([1, 2], [Infinity, 1])], build: (ops, a) => ops.svd(a!), expected: [NaN, NaN, NaN, NaN],
  },
]
