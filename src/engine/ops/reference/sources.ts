import type { DenseTensor } from '../dense.ts'
import { fillNormal, fillPermutation, fillUniform } from '../philox.ts'
import type { Primitive } from '../primitives.ts'
import type { Bind } from './kernel.ts'

export const bindConstant: Bind<Primitive<'constant'>> = ({ value }, _, out) => () => out.data.set(value.data)

export const bindFull: Bind<Primitive<'full'>> = ({ value }, _, out) => () => void out.data.fill(value)

export const bindIota: Bind<Primitive<'iota'>> = (_, __, out) => () => {
  for (let i = 0; i < out.data.length; i++) out.data[i] = i
}

export const bindStep: Bind<Primitive<'step'>> = (_, __, out, context) => () => {
  out.data[0] = context.step
}

function floatsOf({ data }: DenseTensor): Float32Array | Float64Array {
  return data as Float32Array | Float64Array
}

export const bindRandomUniform: Bind<Primitive<'randomUniform'>> = ({ seed, stream }, operands, out) => {
  const counter = operands[0]!.data
  return () => fillUniform(floatsOf(out), { seed, stream, counter: counter[0]! })
}

export const bindRandomNormal: Bind<Primitive<'randomNormal'>> = ({ seed, stream }, operands, out) => {
  const counter = operands[0]!.data
  return () => fillNormal(floatsOf(out), { seed, stream, counter: counter[0]! })
}

export const bindRandomPermutation: Bind<Primitive<'randomPermutation'>> = ({ seed, stream }, operands, out) => {
  const counter = operands[0]!.data
  return () => fillPermutation(out.data as Int32Array, { seed, stream, counter: counter[0]! })
}
