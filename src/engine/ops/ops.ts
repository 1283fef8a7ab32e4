import type { HostTensor } from '../../shared/tensors.ts'

/** Element types inside programs. Half precision is f32 that `roundToHalf` has rounded. */
export type DType = 'f32' | 'f64' | 'i32' | 'bool'
export type Shape = readonly number[]

/** A symbolic or real tensor. Only the `Ops` that made it knows what stands behind it. */
export interface Tensor {
  readonly shape: Shape
  readonly dtype: DType
}

/** A number takes the dtype of the tensor it meets. */
export type Operand = Tensor | number

export interface MatmulOptions {
  /** Use the transpose of the last two axes of the left factor. */
  readonly transposeLeft?: boolean
  readonly transposeRight?: boolean
}

export interface ReduceOptions {
  /** Axes to reduce, all of them by default. Negative counts from the end. */
  readonly axes?: readonly number[]
  readonly keepDims?: boolean
}

/** Which random numbers: Philox 4x32-10 keyed by (seed, stream), counted by `counter` and the element's index. */
export interface RandomKey {
  readonly seed: number
  /** What the draw is for; one number for one purpose, so that draws never overlap. */
  readonly stream: number
  /** i32 scalar; usually the step. Two draws with equal key and counter are equal. */
  readonly counter: Tensor
}

/**
 * The closed set of operations that experiments are written in. It comes as an argument, never as an import: recording a
 * program and computing at once are two implementations of it.
 *
 * Elementwise operations broadcast as numpy does. Dtypes never mix silently: `cast` converts, a plain number adapts.
 * A shape or dtype that does not fit throws `LabError('shape', …)` naming the operation, the shapes and the caller's line.
 */
export interface Ops {
  // sources
  constant(value: HostTensor): Tensor
  /** A tensor filled with one value. */
  full(shape: Shape, value: number, dtype: DType): Tensor
  /** i32 [n]: 0, 1, …, n − 1. */
  iota(n: number): Tensor
  /** f64 scalar: the number of the update being made, 1 at the first. */
  step(): Tensor
  /** Uniform on [0, 1), 24 bits (f32) or 53 bits (f64); the same bits on every executor. */
  randomUniform(shape: Shape, dtype: 'f32' | 'f64', key: RandomKey): Tensor
  /** Standard normal by Box–Muller; executors agree to 4 ulp. */
  randomNormal(shape: Shape, dtype: 'f32' | 'f64', key: RandomKey): Tensor
  /** i32 [n]: a permutation of 0 … n − 1 (Fisher–Yates); the same on every executor. */
  randomPermutation(n: number, key: RandomKey): Tensor

  // elementwise, one operand
  neg(x: Tensor): Tensor
  abs(x: Tensor): Tensor
  /** −1, 0 or 1. */
  sign(x: Tensor): Tensor
  exp(x: Tensor): Tensor
  log(x: Tensor): Tensor
  log1p(x: Tensor): Tensor
  sqrt(x: Tensor): Tensor
  tanh(x: Tensor): Tensor
  sin(x: Tensor): Tensor
  cos(x: Tensor): Tensor
  floor(x: Tensor): Tensor
  /** 2/√π ∫₀ˣ exp(−t²) dt. */
  erf(x: Tensor): Tensor
  /** The nearest IEEE half value in the same dtype: ties to even, ±∞ from 65520 on, subnormals kept. Gradients pass straight through. */
  roundToHalf(x: Tensor): Tensor
  /** To i32: towards zero, to the nearest i32 outside its range, NaN to 0. To bool: x ≠ 0. */
  cast(x: Tensor, dtype: DType): Tensor

  // elementwise, two operands
  add(a: Operand, b: Operand): Tensor
  sub(a: Operand, b: Operand): Tensor
  mul(a: Operand, b: Operand): Tensor
  div(a: Operand, b: Operand): Tensor
  /** As IEEE 754: 1 to any power is 1. */
  pow(a: Operand, b: Operand): Tensor
  /** The gradient of a tie goes to the first operand. */
  maximum(a: Operand, b: Operand): Tensor
  minimum(a: Operand, b: Operand): Tensor
  /** Remainder with the sign of the divisor (as Python's %), for i32 and floats; by 0 it is NaN for floats and 0 for i32. No gradient. */
  mod(a: Operand, b: Operand): Tensor
  equal(a: Operand, b: Operand): Tensor
  less(a: Operand, b: Operand): Tensor
  lessEqual(a: Operand, b: Operand): Tensor
  /** `condition ? a : b`, with `condition` of dtype bool. */
  select(condition: Tensor, a: Operand, b: Operand): Tensor

  // products
  /**
   * [..., m, k] × [..., k, n] → [..., m, n]; leading axes equal, or absent on the right side.
   * The sum over k is carried in f64 by the reference and rounded once.
   */
  matmul(a: Tensor, b: Tensor, options?: MatmulOptions): Tensor

  /**
   * The thin singular value decomposition x = U diag(s) Vᵀ in one tensor: x [m, n] → [m + 1 + n, r] with r = min(m, n) ≥ 1.
   * Rows 0 … m − 1 are U, row m holds the singular values in descending order, rows m + 1 … are V. The element of largest
   * magnitude in each column of U is positive (the first one on a tie). An x with NaN or infinity gives NaN everywhere.
   * `svdParts` takes the three apart.
   *
   * Executors agree on the singular values to rounding, on the vectors as far as the gaps between singular values tell them apart.
   */
  svd(x: Tensor): Tensor

  // reductions
  sum(x: Tensor, options?: ReduceOptions): Tensor
  /** NaN wins. Equal largest elements share the gradient. At least one element is reduced. */
  max(x: Tensor, options?: ReduceOptions): Tensor
  /** i32: index of the first largest element along one axis (removed); NaN counts as the largest. No gradient. */
  argmax(x: Tensor, axis: number): Tensor

  // shape
  reshape(x: Tensor, shape: Shape): Tensor
  transpose(x: Tensor, permutation: readonly number[]): Tensor
  broadcastTo(x: Tensor, shape: Shape): Tensor
  slice(x: Tensor, start: readonly number[], size: readonly number[]): Tensor
  concat(xs: readonly Tensor[], axis: number): Tensor
  /** Zeros around x: `before[i]` and `after[i]` elements along axis i. */
  pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor

  // rows by index; an index outside the range names no row: it reads zeros and adds nowhere, as its one-hot vector would
  /** [..., depth] in `dtype`: 1 where the last axis equals the index, else 0. */
  oneHot(indices: Tensor, depth: number, dtype: 'f32' | 'f64'): Tensor
  /** table [v, ...rest], indices i32 [n...] → [n..., ...rest]. */
  gather(table: Tensor, indices: Tensor): Tensor
  /** Sums rows with equal index: values [n, ...rest], indices i32 [n] → [segments, ...rest]. Adds in order of n. */
  segmentSum(values: Tensor, indices: Tensor, segments: number): Tensor

  // losses with a gradient of their own
  /**
   * Softmax cross-entropy per row: logits [n, c], labels i32 [n] → [n].
   *
   *   ℓ = log Σ_j exp z_j − z_y,   ∂ℓ/∂z_j = p_j (j ≠ y),   ∂ℓ/∂z_y = −Σ_{j≠y} p_j
   *
   * The gradient of the true class is minus the sum of the others instead of p_y − 1, which keeps full relative precision
   * when p_y rounds to 1 (Nanda et al. 2023 used float64 for the same end). The value is computed as log1p(Σ_{j≠y} exp(z_j − z_y))
   * where y has the largest logit, for the same reason.
   */
  crossEntropy(logits: Tensor, labels: Tensor): Tensor
  /** x, seen by gradients as a constant. */
  stopGradient(x: Tensor): Tensor
}

/** Ops that remember what they did, so that gradients can be asked of them. */
export interface DifferentiableOps extends Ops {
  /** A named input of the program: state or data. */
  input(name: string, shape: Shape, dtype: DType): Tensor
  /** ∂ scalar / ∂ each of `wrt`, each with the shape of its tensor; zeros where nothing depends on it. Can be nested. */
  gradient(scalar: Tensor, wrt: readonly Tensor[]): readonly Tensor[]
}
