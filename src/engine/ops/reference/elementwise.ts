import type { DenseTensor } from '../dense.ts'
import type { DType } from '../ops.ts'
import type { Primitive } from '../primitives.ts'
import { erf } from './erf.ts'
import { roundToHalf } from './half.ts'
import type { Bind } from './kernel.ts'
import { bindLoop, type ElementFunction } from './loops.ts'
import { broadcastView, wholeView } from './walk.ts'

/** pow of IEEE 754, which gives 1 where ECMAScript gives NaN: 1 to any power, −1 to ±∞. */
function power(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Infinity)) return 1
  return x ** y
}

/** Remainder with the sign of the divisor. */
function floorMod(x: number, y: number): number {
  const rest = x % y
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest
}

/** Towards zero, NaN to 0, and the nearest i32 outside its range. */
function truncate(x: number): number {
  return Math.min(Math.max(Math.trunc(x), -2147483648), 2147483647)
}

/** Each operation on one element, computed in f64 and rounded to the dtype of the result once, when it is stored. */
const functions = {
  neg: (x: number) => -x,
  abs: (x: number) => Math.abs(x),
  sign: (x: number) => Math.sign(x),
  exp: (x: number) => Math.exp(x),
  log: (x: number) => Math.log(x),
  log1p: (x: number) => Math.log1p(x),
  sqrt: (x: number) => Math.sqrt(x),
  tanh: (x: number) => Math.tanh(x),
  sin: (x: number) => Math.sin(x),
  cos: (x: number) => Math.cos(x),
  floor: (x: number) => Math.floor(x),
  erf,
  roundToHalf,
  add: (x: number, y: number) => x + y,
  sub: (x: number, y: number) => x - y,
  mul: (x: number, y: number) => x * y,
  div: (x: number, y: number) => x / y,
  pow: power,
  maximum: (x: number, y: number) => Math.max(x, y),
  minimum: (x: number, y: number) => Math.min(x, y),
  mod: floorMod,
  equal: (x: number, y: number) => (x === y ? 1 : 0),
  less: (x: number, y: number) => (x < y ? 1 : 0),
  lessEqual: (x: number, y: number) => (x <= y ? 1 : 0),
  select: (condition: number, x: number, y: number) => (condition !== 0 ? x : y),
} satisfies Record<string, ElementFunction>

/** Products of i32 wrap around; f64 would lose their low bits. */
const i32Product = (x: number, y: number): number => Math.imul(x, y)

const casts: Readonly<Record<DType, ElementFunction>> = {
  f32: (x) => x,
  f64: (x) => x,
  i32: truncate,
  bool: (x) => (x !== 0 ? 1 : 0),
}

function bindElements(name: string, f: ElementFunction, operands: readonly DenseTensor[], out: DenseTensor): () => void {
  const views = operands.map((operand) => [operand, broadcastView(operand.shape, out.shape)] as const)
  return bindLoop(name, f, out.shape, [out, wholeView(out.shape)], views)
}

export const bindElementwise: Bind<Primitive<keyof typeof functions>> = ({ op }, operands, out) =>
  op === 'mul' && out.dtype === 'i32' ? bindElements('imul', i32Product, operands, out) : bindElements(op, functions[op], operands, out)

export const bindCast: Bind<Primitive<'cast'>> = (_, operands, out) => bindElements('cast', casts[out.dtype], operands, out)
