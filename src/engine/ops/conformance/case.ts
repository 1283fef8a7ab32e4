import type { HostTensor } from '../../../shared/tensors.ts'
import { sizeOf } from '../../../shared/tensors.ts'
import type { DType, Ops, Shape, Tensor } from '../ops.ts'
import type { PrimitiveName } from '../primitives.ts'

/** How far two implementations may differ: |a − b| ≤ absolute + relative · |b|. */
export interface Tolerance {
  readonly relative: number
  readonly absolute: number
}

const exact: Tolerance = { relative: 0, absolute: 0 }

/** The one place where tolerances of executors stand. */
export const tolerances = {
  /** Moves, comparisons, integers, and what IEEE 754 rounds correctly. */
  exact,
  /** Transcendental functions: a few units in the last place. */
  f32: { relative: 1e-6, absolute: 1e-7 },
  f64: { relative: 1e-14, absolute: 1e-15 },
  /** The same where small results matter as much as large ones: e⁻⁸⁰ and log1p(1e-30) keep all their digits. */
  relative: { f32: { relative: 1e-6, absolute: 0 }, f64: { relative: 1e-14, absolute: 0 } },
  /** Results below the smallest normal number may be taken as 0. */
  subnormal: { f32: { relative: 1e-6, absolute: 2 ** -126 }, f64: { relative: 1e-14, absolute: 2 ** -1022 } },
  /** sin and cos of large numbers, whose remainder of 2π is taken first; results are of size 1. */
  largeAngle: { f32: { relative: 0, absolute: 5e-7 }, f64: { relative: 0, absolute: 1e-14 } },
  /** Normals agree to 4 units in the last place: both dtypes are computed in f64. */
  normal: { f32: { relative: 4 * 2 ** -23, absolute: 0 }, f64: { relative: 4 * 2 ** -52, absolute: 0 } },
  /** Some dozen operations one after another on numbers around 1: their errors add up. */
  derived: { f32: { relative: 2e-5, absolute: 2e-6 }, f64: { relative: 1e-13, absolute: 1e-14 } },
  /** Central differences with h = 1e-5 in f64 against an exact derivative: truncation h² and rounding 1e-16/h. */
  finiteDifference: { relative: 1e-6, absolute: 1e-8 },
} as const

/**
 * Tolerance of a sum (or product's inner sum) of n terms whose magnitudes are at most `size`. The reference carries sums in f64;
 * another implementation may carry those of f32 in f32, and any in another order, in several lanes. One rounding is at most
 * ½ ulp of a partial sum; terms of mixed sign keep partial sums near √n · size, so n roundings of random sign stay below
 * n · size · ulp by far. Terms of one sign have partial sums of the size of the result, hence √n · ulp relative to it.
 */
export function sumOf(n: number, size: number, dtype: DType): Tolerance {
  const ulp = dtype === 'f32' ? 2 ** -23 : 2 ** -52
  return dtype === 'i32' ? exact : { relative: ulp * Math.sqrt(n), absolute: ulp * n * size }
}

/** Whether two elements agree; NaN agrees with NaN, infinities with themselves. */
export function agrees(a: number, b: number, { relative, absolute }: Tolerance): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b)
  if (a === b) return true
  return Math.abs(a - b) <= absolute + relative * Math.abs(b)
}

/** One thing that every implementation of `Ops` must do as the reference does. */
export interface ConformanceCase {
  readonly title: string
  readonly primitive: PrimitiveName | 'derived'
  readonly tolerance: Tolerance
  /** Operands by place. */
  readonly operands: readonly HostTensor[]
  readonly build: (ops: Ops, ...operands: readonly Tensor[]) => Tensor
  /** Elements that were worked out by hand, where they could be. */
  readonly expected?: readonly number[]
}

export function f32(shape: Shape, elements: readonly number[]): HostTensor {
  return { shape, dtype: 'f32', data: Float32Array.from(elements) }
}
export function f64(shape: Shape, elements: readonly number[]): HostTensor {
  return { shape, dtype: 'f64', data: Float64Array.from(elements) }
}
export function i32(shape: Shape, elements: readonly number[]): HostTensor {
  return { shape, dtype: 'i32', data: Int32Array.from(elements) }
}

/** The same numbers in f32; integers as they are. */
export function inF32({ shape, dtype, data }: HostTensor): HostTensor {
  return dtype === 'f64' ? { shape, dtype: 'f32', data: Float32Array.from(data) } : { shape, dtype, data }
}

/** Numbers without pattern in [−2, 2], for shapes of any size: not random, so every implementation sees the same. */
export function spread(shape: Shape, dtype: DType = 'f64', phase = 0): HostTensor {
  const elements = Array.from({ length: sizeOf(shape) }, (_, i) => 2 * Math.sin(12.9898 * (i + 1) + phase))
  return dtype === 'f32' ? f32(shape, elements) : f64(shape, elements)
}

/** Like `spread`, but of full rank: a matrix of `spread` has rank 2, as sin(α + β) is a sum of two products. */
export function fullRank(shape: Shape, dtype: DType = 'f64', phase = 0): HostTensor {
  const elements = Array.from({ length: sizeOf(shape) }, (_, i) => 2 * Math.sin(0.7548777 * (i + 1) * (i + 1) + phase))
  return dtype === 'f32' ? f32(shape, elements) : f64(shape, elements)
}
