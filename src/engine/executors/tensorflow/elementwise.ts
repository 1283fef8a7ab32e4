import type { Primitive } from '../../ops/primitives.ts'
import { deviceDType } from './device.ts'
import type { KernelMaking, MakeKernel } from './kernel.ts'
import type { TfTensor } from './tfjs.ts'

type UnaryOp = 'neg' | 'abs' | 'sign' | 'exp' | 'log' | 'log1p' | 'sqrt' | 'tanh' | 'sin' | 'cos' | 'floor' | 'erf'
type PairOp = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum' | 'equal' | 'less' | 'lessEqual'

const unaryNames: Readonly<Record<UnaryOp, string>> = {
  neg: 'Neg', abs: 'Abs', sign: 'Sign', floor: 'Floor', sqrt: 'Sqrt',
  exp: 'Exp', log: 'Log', log1p: 'Log1p', tanh: 'Tanh', sin: 'Sin', cos: 'Cos', erf: 'Erf',
}

/** All of these broadcast as numpy does; maximum and minimum let NaN win; pow is that of IEEE 754. */
const pairNames: Readonly<Record<PairOp, string>> = {
  add: 'AddV2', sub: 'Sub', mul: 'Mul', div: 'RealDiv', pow: 'Pow', maximum: 'Maximum', minimum: 'Minimum',
  equal: 'Equal', less: 'Less', lessEqual: 'LessEqual',
}

/** The attribute that most operations have: the dtype of their operands. */
function operandType({ device, operands }: KernelMaking, place = 0) {
  return device.type('T', deviceDType(operands[place]!.dtype))
}

export const makeUnary: MakeKernel<Primitive<UnaryOp>> = ({ op }, making) => {
  const attributes = [operandType(making)]
  return (x) => making.device.run(unaryNames[op], attributes, x!)
}

export const makePair: MakeKernel<Primitive<PairOp>> = ({ op }, making) => {
  const attributes = [operandType(making)]
  return (a, b) => making.device.run(pairNames[op], attributes, a!, b!)
}

export const makeRoundToHalf: MakeKernel<Primitive<'roundToHalf'>> = (_, { device }) => (x) => device.throughHalf(x!)

export const makeSelect: MakeKernel<Primitive<'select'>> = (_, making) => {
  const attributes = [operandType(making, 1)]
  return (condition, a, b) => making.device.run('SelectV2', attributes, condition!, a!, b!)
}

/**
 * Sign of the divisor, as TensorFlow's FloorMod. Whole divisors 0 and −1 stop TensorFlow (the one with an error, the other, below
 * the least i32, with a signal of the processor); the reference gives 0 for both, as for a divisor of 1.
 */
export const makeMod: MakeKernel<Primitive<'mod'>> = (_, making) => {
  const { device, keep, operands } = making
  const attributes = [operandType(making)]
  if (operands[0]!.dtype !== 'i32') return (a, b) => device.run('FloorMod', attributes, a!, b!)
  const [minusOne, zero, one] = [-1, 0, 1].map((element) => keep(device.integers([], [element])))
  return (a, b) => {
    const isRisky = device.run('LogicalOr', [], device.run('Equal', attributes, b!, zero!), device.run('Equal', attributes, b!, minusOne!))
    return device.run('FloorMod', attributes, a!, device.run('SelectV2', attributes, isRisky, one!, b!))
  }
}

/** From f32 to i32: towards zero, NaN to 0, to the nearest i32 outside its range, where TensorFlow alone gives the least i32. */
function makeTruncate({ device, keep }: KernelMaking): (x: TfTensor) => TfTensor {
  const f32 = [device.type('T', 'f32')]
  const i32 = [device.type('T', 'i32')]
  const cast = [device.type('SrcT', 'f32'), device.type('DstT', 'i32'), device.flag('Truncate', false)]
  const zero = keep(device.floats([], [0]))
  const [low, high] = [-(2 ** 31), 2 ** 31].map((element) => keep(device.floats([], [element])))
  const [least, most] = [-(2 ** 31), 2 ** 31 - 1].map((element) => keep(device.integers([], [element])))
  return (x) => {
    const isAbove = device.run('GreaterEqual', f32, x, high!)
    const isBelow = device.run('Less', f32, x, low!)
    // Neither above nor below, and not NaN, for which no comparison holds.
    const isInside = device.run('LogicalAnd', [], device.run('Less', f32, x, high!), device.run('GreaterEqual', f32, x, low!))
    const inside = device.run('Cast', cast, device.run('SelectV2', f32, isInside, x, zero))
    return device.run('SelectV2', i32, isAbove, most!, device.run('SelectV2', i32, isBelow, least!, inside))
  }
}

export const makeCast: MakeKernel<Primitive<'cast'>> = (_, making) => {
  const { device, operands, out } = making
  const [from, to] = [deviceDType(operands[0]!.dtype), deviceDType(out.dtype)]
  if (from === to) return (x) => device.run('Identity', [device.type('T', from)], x!)
  if (from === 'f32' && to === 'i32') {
    const truncate = makeTruncate(making)
    return (x) => truncate(x!)
  }
  // To bool TensorFlow asks for non-zero too; NaN counts as that.
  const attributes = [device.type('SrcT', from), device.type('DstT', to), device.flag('Truncate', false)]
  return (x) => device.run('Cast', attributes, x!)
}
