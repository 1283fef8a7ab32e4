import type { PrimitiveTable } from '../../ops/primitives.ts'
import * as arrange from './arrange.ts'
import { crossEntropy } from './cross-entropy.ts'
import * as elementwise from './elementwise.ts'
import { matmul } from './matmul.ts'
import * as reduce from './reduce.ts'
import * as rows from './rows.ts'
import { none, type Backward, type Share } from './rule.ts'
import { svd } from './svd.ts'

/** How each primitive sends an adjoint back. */
export const gradientRules: PrimitiveTable<[Backward], readonly Share[]> = {
  // No operand, or only the counter of a random draw.
  constant: none,
  full: none,
  iota: none,
  step: none,
  randomUniform: none,
  randomNormal: none,
  randomPermutation: none,

  neg: elementwise.neg,
  abs: elementwise.abs,
  exp: elementwise.exp,
  log: elementwise.log,
  log1p: elementwise.log1p,
  sqrt: elementwise.sqrt,
  tanh: elementwise.tanh,
  sin: elementwise.sin,
  cos: elementwise.cos,
  erf: elementwise.erf,
  roundToHalf: elementwise.roundToHalf,
  cast: elementwise.cast,
  add: elementwise.add,
  sub: elementwise.sub,
  mul: elementwise.mul,
  div: elementwise.div,
  pow: elementwise.pow,
  maximum: elementwise.maximum,
  minimum: elementwise.minimum,
  select: elementwise.select,

  // Piecewise constant, so zero wherever the gradient exists; mod is left without one on purpose (see `Ops`).
  sign: none,
  floor: none,
  mod: none,
  equal: none,
  less: none,
  lessEqual: none,
  argmax: none,
  oneHot: none,

  matmul,
  svd,
  sum: reduce.sum,
  max: reduce.max,
  reshape: arrange.reshape,
  transpose: arrange.transpose,
  broadcastTo: arrange.broadcastTo,
  slice: arrange.slice,
  concat: arrange.concat,
  pad: arrange.pad,
  gather: rows.gather,
  segmentSum: rows.segmentSum,
  crossEntropy,

  // The point of it.
  stopGradient: none,
}
