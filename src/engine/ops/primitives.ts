import type { HostTensor } from '../../shared/tensors.ts'
import type { DType, Shape, Tensor } from './ops.ts'

/** Shape and dtype of a value; what stands behind it is somebody else's business. */
export type TensorType = Tensor

interface Random {
  readonly seed: number
  readonly stream: number
}
interface Reduction {
  /** Ascending, each in [0, rank). */
  readonly axes: readonly number[]
  readonly keepDims: boolean
}

/** What each primitive knows besides its operands. The operands' order is that of the methods of `Ops`. */
export interface PrimitiveParameters {
  constant: { readonly value: HostTensor }
  full: { readonly shape: Shape; readonly value: number; readonly dtype: DType }
  iota: { readonly n: number }
  step: object
  /** Random numbers have one operand, the counter. */
  randomUniform: Random & { readonly shape: Shape; readonly dtype: 'f32' | 'f64' }
  randomNormal: Random & { readonly shape: Shape; readonly dtype: 'f32' | 'f64' }
  randomPermutation: Random & { readonly n: number }

  neg: object
  abs: object
  sign: object
  exp: object
  log: object
  log1p: object
  sqrt: object
  tanh: object
  sin: object
  cos: object
  floor: object
  erf: object
  roundToHalf: object
  cast: { readonly dtype: DType }

  add: object
  sub: object
  mul: object
  div: object
  pow: object
  maximum: object
  minimum: object
  mod: object
  equal: object
  less: object
  lessEqual: object
  select: object

  matmul: { readonly transposeLeft: boolean; readonly transposeRight: boolean }
  svd: object

  sum: Reduction
  max: Reduction
  argmax: { readonly axis: number }

  reshape: { readonly shape: Shape }
  transpose: { readonly permutation: readonly number[] }
  broadcastTo: { readonly shape: Shape }
  slice: { readonly start: readonly number[]; readonly size: readonly number[] }
  concat: { readonly axis: number }
  pad: { readonly before: readonly number[]; readonly after: readonly number[] }

  oneHot: { readonly depth: number; readonly dtype: 'f32' | 'f64' }
  gather: object
  segmentSum: { readonly segments: number }

  crossEntropy: object
  stopGradient: object
}

export type PrimitiveName = keyof PrimitiveParameters

/** One operation with its parameters: `{ op: 'sum', axes: [0], keepDims: false }`. */
export type Primitive<N extends PrimitiveName = PrimitiveName> = { [K in N]: { readonly op: K } & Readonly<PrimitiveParameters[K]> }[N]

/** One function a primitive. A table of this type that misses a primitive does not compile. */
export type PrimitiveTable<Arguments extends readonly unknown[], Result> = {
  readonly [N in PrimitiveName]: (primitive: Primitive<N>, ...rest: Arguments) => Result
}

/** Calls the entry of a table for a primitive. */
export function dispatch<Arguments extends readonly unknown[], Result>(
  table: PrimitiveTable<Arguments, Result>,
  primitive: Primitive,
  ...rest: Arguments
): Result {
  // The compiler cannot see that a key and a value drawn from one union member belong together.
  const entry = table[primitive.op] as (primitive: Primitive, ...rest: Arguments) => Result
  return entry(primitive, ...rest)
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((d, i) => d === b[i])
}

export function sameType(a: TensorType, b: TensorType): boolean {
  return a.dtype === b.dtype && sameShape(a.shape, b.shape)
}

/** The float dtype of a tensor that is known to be one of floats. */
export function floatOf({ dtype }: TensorType): 'f32' | 'f64' {
  return dtype === 'f32' ? 'f32' : 'f64'
}

/** `f32[2, 3]` */
export function describeType({ dtype, shape }: TensorType): string {
  return `${dtype}[${shape.join(', ')}]`
}
