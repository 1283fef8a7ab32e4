import { LabError } from '../../../shared/errors.ts'
import type { Primitive, PrimitiveName } from '../../ops/primitives.ts'
import { makeBroadcastTo, makeConcat, makePad, makeReshape, makeSame, makeSlice, makeTranspose } from './arrange.ts'
import { makeCrossEntropy } from './cross-entropy.ts'
import { makeCast, makeMod, makePair, makeRoundToHalf, makeSelect, makeUnary } from './elementwise.ts'
import type { DeviceKernel, KernelMaking, MakeKernel } from './kernel.ts'
import { makeMatmul } from './products.ts'
import { makeArgmax, makeMax, makeSum } from './reduce.ts'
import { makeGather, makeOneHot, makeSegmentSum } from './rows.ts'

/**
 * Primitives that the reference computes on the host wherever they stand: what comes from nowhere is made there and uploaded, so
 * random numbers have the bits of Philox; the signs and the order of `svd` are a promise that TensorFlow does not make.
 */
export const hostPrimitives = ['constant', 'full', 'iota', 'step', 'randomUniform', 'randomNormal', 'randomPermutation', 'svd'] as const satisfies readonly PrimitiveName[]

type HostPrimitive = (typeof hostPrimitives)[number]

const makers: { readonly [N in Exclude<PrimitiveName, HostPrimitive>]: MakeKernel<Primitive<N>> } = {
  neg: makeUnary,
  abs: makeUnary,
  sign: makeUnary,
  exp: makeUnary,
  log: makeUnary,
  log1p: makeUnary,
  sqrt: makeUnary,
  tanh: makeUnary,
  sin: makeUnary,
  cos: makeUnary,
  floor: makeUnary,
  erf: makeUnary,
  roundToHalf: makeRoundToHalf,
  cast: makeCast,
  add: makePair,
  sub: makePair,
  mul: makePair,
  div: makePair,
  pow: makePair,
  maximum: makePair,
  minimum: makePair,
  mod: makeMod,
  equal: makePair,
  less: makePair,
  lessEqual: makePair,
  select: makeSelect,
  matmul: makeMatmul,
  sum: makeSum,
  max: makeMax,
  argmax: makeArgmax,
  reshape: makeReshape,
  transpose: makeTranspose,
  broadcastTo: makeBroadcastTo,
  slice: makeSlice,
  concat: makeConcat,
  pad: makePad,
  oneHot: makeOneHot,
  gather: makeGather,
  segmentSum: makeSegmentSum,
  crossEntropy: makeCrossEntropy,
  stopGradient: makeSame,
}

/** The device's kernel for one operation that `placement.ts` leaves to it. */
export function makeKernel(primitive: Primitive, making: KernelMaking): DeviceKernel {
  const make = (makers as Readonly<Partial<Record<PrimitiveName, MakeKernel<never>>>>)[primitive.op]
  if (make === undefined) throw new LabError('internal', `TensorFlow was given ${primitive.op}, which belongs to the host. Nothing was computed; this is a fault of the lab, please report it.`)
  return make(primitive as never, making)
}
