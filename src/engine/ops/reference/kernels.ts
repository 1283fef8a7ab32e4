import type { DenseTensor } from '../dense.ts'
import { dispatch, type Primitive, type PrimitiveTable } from '../primitives.ts'
import { bindBroadcastTo, bindConcat, bindPad, bindSame, bindSlice, bindTranspose } from './arrange.ts'
import { bindCrossEntropy } from './cross-entropy.ts'
import { bindCast, bindElementwise } from './elementwise.ts'
import type { KernelContext } from './kernel.ts'
import { bindMatmul } from './matmul.ts'
import { bindArgmax, bindMax, bindSum } from './reduce.ts'
import { bindGather, bindOneHot, bindSegmentSum } from './rows.ts'
import { bindConstant, bindFull, bindIota, bindRandomNormal, bindRandomPermutation, bindRandomUniform, bindStep } from './sources.ts'
import { bindSvd } from './svd.ts'

/** The definition of every primitive: plain loops over typed arrays, one kernel each. Other executors are held against them. */
const kernels: PrimitiveTable<[readonly DenseTensor[], DenseTensor, KernelContext], () => void> = {
  constant: bindConstant,
  full: bindFull,
  iota: bindIota,
  step: bindStep,
  randomUniform: bindRandomUniform,
  randomNormal: bindRandomNormal,
  randomPermutation: bindRandomPermutation,
  neg: bindElementwise,
  abs: bindElementwise,
  sign: bindElementwise,
  exp: bindElementwise,
  log: bindElementwise,
  log1p: bindElementwise,
  sqrt: bindElementwise,
  tanh: bindElementwise,
  sin: bindElementwise,
  cos: bindElementwise,
  floor: bindElementwise,
  erf: bindElementwise,
  roundToHalf: bindElementwise,
  cast: bindCast,
  add: bindElementwise,
  sub: bindElementwise,
  mul: bindElementwise,
  div: bindElementwise,
  pow: bindElementwise,
  maximum: bindElementwise,
  minimum: bindElementwise,
  mod: bindElementwise,
  equal: bindElementwise,
  less: bindElementwise,
  lessEqual: bindElementwise,
  select: bindElementwise,
  matmul: bindMatmul,
  svd: bindSvd,
  sum: bindSum,
  max: bindMax,
  argmax: bindArgmax,
  reshape: bindSame,
  transpose: bindTranspose,
  broadcastTo: bindBroadcastTo,
  slice: bindSlice,
  concat: bindConcat,
  pad: bindPad,
  oneHot: bindOneHot,
  gather: bindGather,
  segmentSum: bindSegmentSum,
  crossEntropy: bindCrossEntropy,
  stopGradient: bindSame,
}

/** One operation on fixed buffers, ready to run any number of times. Types were checked by `infer`. */
export function bindKernel(primitive: Primitive, operands: readonly DenseTensor[], out: DenseTensor, context: KernelContext): () => void {
  return dispatch(kernels, primitive, operands, out, context)
}
