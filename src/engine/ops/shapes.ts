import { sizeOf } from '../../shared/tensors.ts'
import { broadcastShapes } from './broadcast.ts'
import type { DType, Shape } from './ops.ts'
import { dispatch, sameShape, type Primitive, type PrimitiveName, type PrimitiveTable, type TensorType } from './primitives.ts'
import { refuse } from './refuse.ts'

/** Result type of one primitive, or `LabError('shape', …)`. */
type Rule<N extends PrimitiveName> = (primitive: Primitive<N>, operands: readonly TensorType[]) => TensorType

const floats: readonly DType[] = ['f32', 'f64']
const numbers: readonly DType[] = ['f32', 'f64', 'i32']
const every: readonly DType[] = ['f32', 'f64', 'i32', 'bool']

/** How many operands each primitive takes; `concat` takes any number from 1. */
const operandCounts: Readonly<Partial<Record<PrimitiveName, number>>> = {
  constant: 0, full: 0, iota: 0, step: 0,
  add: 2, sub: 2, mul: 2, div: 2, pow: 2, maximum: 2, minimum: 2, mod: 2, equal: 2, less: 2, lessEqual: 2,
  select: 3, matmul: 2, gather: 2, segmentSum: 2, crossEntropy: 2,
}

/** The one operand, and the two operands; their number was checked before. */
function one(operands: readonly TensorType[]): TensorType {
  return operands[0] as TensorType
}
function two(operands: readonly TensorType[]): [TensorType, TensorType] {
  return [operands[0] as TensorType, operands[1] as TensorType]
}

function isLength(n: number): boolean {
  return Number.isInteger(n) && n >= 0
}

function checkShape(op: PrimitiveName, operands: readonly TensorType[], shape: Shape): Shape {
  if (!shape.every(isLength)) refuse(op, operands, `[${shape.join(', ')}] is not a shape`)
  return shape
}

function checkDType(op: PrimitiveName, operands: readonly TensorType[], allowed: readonly DType[]): DType {
  const { dtype } = one(operands)
  if (!allowed.includes(dtype)) refuse(op, operands, `it is defined for ${allowed.join(', ')}`)
  return dtype
}

function unary(allowed: readonly DType[]) {
  return ({ op }: { readonly op: PrimitiveName }, operands: readonly TensorType[]): TensorType => ({
    shape: one(operands).shape,
    dtype: checkDType(op, operands, allowed),
  })
}

function pair(op: PrimitiveName, operands: readonly TensorType[], [a, b]: readonly [TensorType, TensorType], allowed: readonly DType[]): TensorType {
  if (a.dtype !== b.dtype) refuse(op, operands, 'dtypes never mix silently, cast one of them')
  if (!allowed.includes(a.dtype)) refuse(op, operands, `it is defined for ${allowed.join(', ')}`)
  const shape = broadcastShapes(a.shape, b.shape)
  if (shape === null) refuse(op, operands, 'the shapes do not broadcast')
  return { shape, dtype: a.dtype }
}

function binary(allowed: readonly DType[]) {
  return ({ op }: { readonly op: PrimitiveName }, operands: readonly TensorType[]): TensorType => pair(op, operands, two(operands), allowed)
}

function comparison(allowed: readonly DType[]) {
  const rule = binary(allowed)
  return (primitive: { readonly op: PrimitiveName }, operands: readonly TensorType[]): TensorType => ({ ...rule(primitive, operands), dtype: 'bool' })
}

function random({ op, shape, dtype }: Primitive<'randomUniform' | 'randomNormal'>, operands: readonly TensorType[]): TensorType {
  checkCounter(op, operands)
  return { shape: checkShape(op, operands, shape), dtype }
}

function checkCounter(op: PrimitiveName, operands: readonly TensorType[]): void {
  const counter = one(operands)
  if (counter.dtype !== 'i32' || counter.shape.length !== 0) refuse(op, operands, 'the counter is an i32 scalar')
}

const select: Rule<'select'> = ({ op }, operands) => {
  const [condition, a, b] = operands as [TensorType, TensorType, TensorType]
  if (condition.dtype !== 'bool') refuse(op, operands, 'the condition has dtype bool')
  const { shape: chosen, dtype } = pair(op, operands, [a, b], every)
  const shape = broadcastShapes(condition.shape, chosen)
  if (shape === null) refuse(op, operands, 'the shapes do not broadcast')
  return { shape, dtype }
}

const matmul: Rule<'matmul'> = ({ op, transposeLeft, transposeRight }, operands) => {
  const [a, b] = two(operands)
  if (a.dtype !== b.dtype || !floats.includes(a.dtype)) refuse(op, operands, 'both factors are f32, or both f64')
  if (a.shape.length < 2 || b.shape.length < 2) refuse(op, operands, 'both factors have at least two axes')
  const [leadA, leadB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)]
  if (leadB.length > 0 && !sameShape(leadA, leadB)) refuse(op, operands, 'the leading axes are equal, or absent on the right')
  const [m, kLeft] = lastTwo(a.shape, transposeLeft)
  const [kRight, n] = lastTwo(b.shape, transposeRight)
  if (kLeft !== kRight) refuse(op, operands, `the inner lengths ${kLeft} and ${kRight} differ`)
  return { shape: [...leadA, m, n], dtype: a.dtype }
}

const svd: Rule<'svd'> = ({ op }, operands) => {
  const dtype = checkDType(op, operands, floats)
  const { shape } = one(operands)
  const [m = 0, n = 0] = shape
  if (shape.length !== 2 || m < 1 || n < 1) refuse(op, operands, 'it is defined for two axes, both at least 1 long')
  return { shape: [m + 1 + n, Math.min(m, n)], dtype }
}

/** Rows and columns after the transposition asked for. */
export function lastTwo(shape: Shape, transposed: boolean): [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number]
  return transposed ? [columns, rows] : [rows, columns]
}

function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  return shape.flatMap((d, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [d]))
}

function reduction({ op, axes, keepDims }: Primitive<'sum' | 'max'>, operands: readonly TensorType[]): TensorType {
  const dtype = checkDType(op, operands, numbers)
  const { shape } = one(operands)
  if (!axes.every((axis) => axis in shape)) refuse(op, operands, `axes [${axes.join(', ')}] are not all axes of it`)
  if (new Set(axes).size !== axes.length) refuse(op, operands, `axes [${axes.join(', ')}] name one twice`)
  if (op === 'max' && axes.some((axis) => shape[axis] === 0)) refuse(op, operands, 'no element has no largest element')
  return { shape: reducedShape(shape, axes, keepDims), dtype }
}

const argmax: Rule<'argmax'> = ({ op, axis }, operands) => {
  checkDType(op, operands, numbers)
  const { shape } = one(operands)
  if (!(axis in shape)) refuse(op, operands, `${axis} is not an axis of it`)
  if (shape[axis] === 0) refuse(op, operands, 'no element has no largest element')
  return { shape: reducedShape(shape, [axis], false), dtype: 'i32' }
}

const reshape: Rule<'reshape'> = ({ op, shape }, operands) => {
  const x = one(operands)
  checkShape(op, operands, shape)
  if (sizeOf(shape) !== sizeOf(x.shape)) refuse(op, operands, `[${shape.join(', ')}] has ${sizeOf(shape)} elements, not ${sizeOf(x.shape)}`)
  return { shape, dtype: x.dtype }
}

const transpose: Rule<'transpose'> = ({ op, permutation }, operands) => {
  const { shape, dtype } = one(operands)
  const isPermutation = permutation.length === shape.length && [...permutation].sort((a, b) => a - b).every((axis, i) => axis === i)
  if (!isPermutation) refuse(op, operands, `[${permutation.join(', ')}] is not a permutation of its axes`)
  return { shape: permutation.map((axis) => shape[axis] ?? 0), dtype }
}

const broadcastTo: Rule<'broadcastTo'> = ({ op, shape }, operands) => {
  const x = one(operands)
  checkShape(op, operands, shape)
  const both = broadcastShapes(x.shape, shape)
  if (both === null || !sameShape(both, shape)) refuse(op, operands, `it does not broadcast to [${shape.join(', ')}]`)
  return { shape, dtype: x.dtype }
}

const slice: Rule<'slice'> = ({ op, start, size }, operands) => {
  const { shape, dtype } = one(operands)
  const fits = (d: number, axis: number): boolean => isLength(start[axis] ?? -1) && isLength(size[axis] ?? -1) && (start[axis] ?? 0) + (size[axis] ?? 0) <= d
  if (start.length !== shape.length || size.length !== shape.length || !shape.every(fits)) {
    refuse(op, operands, `start [${start.join(', ')}] and size [${size.join(', ')}] do not lie inside it`)
  }
  return { shape: size, dtype }
}

const concat: Rule<'concat'> = ({ op, axis }, operands) => {
  const first = one(operands)
  if (!(axis in first.shape)) refuse(op, operands, `${axis} is not an axis of it`)
  for (const { shape, dtype } of operands) {
    const fits = shape.length === first.shape.length && shape.every((d, i) => i === axis || d === first.shape[i])
    if (!fits || dtype !== first.dtype) refuse(op, operands, `dtypes and all lengths but that of axis ${axis} are equal`)
  }
  const total = operands.reduce((n, { shape }) => n + (shape[axis] ?? 0), 0)
  return { shape: first.shape.map((d, i) => (i === axis ? total : d)), dtype: first.dtype }
}

const pad: Rule<'pad'> = ({ op, before, after }, operands) => {
  const { shape, dtype } = one(operands)
  if (before.length !== shape.length || after.length !== shape.length || ![...before, ...after].every(isLength)) {
    refuse(op, operands, 'before and after hold one length an axis')
  }
  return { shape: shape.map((d, axis) => (before[axis] ?? 0) + d + (after[axis] ?? 0)), dtype }
}

const oneHot: Rule<'oneHot'> = ({ op, depth, dtype }, operands) => {
  if (one(operands).dtype !== 'i32') refuse(op, operands, 'indices are i32')
  if (!isLength(depth)) refuse(op, operands, `${depth} is not a depth`)
  return { shape: [...one(operands).shape, depth], dtype }
}

const gather: Rule<'gather'> = ({ op }, operands) => {
  const [table, indices] = two(operands)
  if (indices.dtype !== 'i32') refuse(op, operands, 'indices are i32')
  if (table.shape.length === 0) refuse(op, operands, 'a scalar has no rows')
  return { shape: [...indices.shape, ...table.shape.slice(1)], dtype: table.dtype }
}

const segmentSum: Rule<'segmentSum'> = ({ op, segments }, operands) => {
  const [values, indices] = two(operands)
  checkDType(op, operands, numbers)
  if (indices.dtype !== 'i32' || indices.shape.length !== 1) refuse(op, operands, 'indices are i32 with one axis')
  if (values.shape.length === 0 || values.shape[0] !== indices.shape[0]) refuse(op, operands, 'there is one index a row of values')
  if (!isLength(segments)) refuse(op, operands, `${segments} is not a number of segments`)
  return { shape: [segments, ...values.shape.slice(1)], dtype: values.dtype }
}

const crossEntropy: Rule<'crossEntropy'> = ({ op }, operands) => {
  const [logits, labels] = two(operands)
  checkDType(op, operands, floats)
  if (labels.dtype !== 'i32') refuse(op, operands, 'labels are i32')
  if (logits.shape.length !== 2 || labels.shape.length !== 1 || labels.shape[0] !== logits.shape[0]) {
    refuse(op, operands, 'logits are [n, c] and labels [n]')
  }
  return { shape: labels.shape, dtype: logits.dtype }
}

const rules: PrimitiveTable<[readonly TensorType[]], TensorType> = {
  constant: ({ op, value }) => {
    if (value.data.length !== sizeOf(checkShape(op, [], value.shape))) refuse(op, [value], `it holds ${value.data.length} elements`)
    return { shape: value.shape, dtype: value.dtype }
  },
  full: ({ op, shape, dtype }) => ({ shape: checkShape(op, [], shape), dtype }),
  iota: ({ op, n }) => ({ shape: checkShape(op, [], [n]), dtype: 'i32' }),
  step: () => ({ shape: [], dtype: 'f64' }),
  randomUniform: random,
  randomNormal: random,
  randomPermutation: ({ op, n }, operands) => {
    checkCounter(op, operands)
    return { shape: checkShape(op, operands, [n]), dtype: 'i32' }
  },
  neg: unary(numbers), abs: unary(numbers), sign: unary(numbers),
  exp: unary(floats), log: unary(floats), log1p: unary(floats), sqrt: unary(floats), tanh: unary(floats),
  sin: unary(floats), cos: unary(floats), floor: unary(floats), erf: unary(floats), roundToHalf: unary(floats),
  cast: ({ dtype }, operands) => ({ shape: one(operands).shape, dtype }),
  add: binary(numbers), sub: binary(numbers), mul: binary(numbers), div: binary(floats), pow: binary(floats),
  maximum: binary(numbers), minimum: binary(numbers), mod: binary(numbers),
  equal: comparison(every), less: comparison(numbers), lessEqual: comparison(numbers),
  select, matmul, svd,
  sum: reduction, max: reduction, argmax,
  reshape, transpose, broadcastTo, slice, concat, pad,
  oneHot, gather, segmentSum,
  crossEntropy,
  stopGradient: (_, operands) => ({ shape: one(operands).shape, dtype: one(operands).dtype }),
}

/** The type of a primitive's result, from the types of its operands. */
export function infer(primitive: Primitive, operands: readonly TensorType[]): TensorType {
  const { op } = primitive
  const count = operandCounts[op] ?? 1
  const fits = op === 'concat' ? operands.length >= 1 : operands.length === count
  if (!fits) refuse(op, operands, `it takes ${op === 'concat' ? 'at least one operand' : `${count} operands`}`)
  return dispatch(rules, primitive, operands)
}
