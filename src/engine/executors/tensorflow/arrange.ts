import type { Primitive } from '../../ops/primitives.ts'
import { deviceDType } from './device.ts'
import type { DeviceKernel, KernelMaking, MakeKernel } from './kernel.ts'

/** Operations that move elements without touching them. All dtypes pass, bool too. */

function typeOf({ device, operands }: KernelMaking) {
  return device.type('T', deviceDType(operands[0]!.dtype))
}

function identity(making: KernelMaking): DeviceKernel {
  const attributes = [typeOf(making)]
  return (x) => making.device.run('Identity', attributes, x!)
}

export const makeSame: MakeKernel<Primitive<'stopGradient'>> = (_, making) => identity(making)

/** The elements stay where they are: TensorFlow shares the memory. */
export const makeReshape: MakeKernel<Primitive<'reshape'>> = ({ shape }, making) => {
  const { device, keep } = making
  const attributes = [typeOf(making), device.type('Tshape', 'i32')]
  const wanted = keep(device.integers([shape.length], shape))
  return (x) => device.run('Reshape', attributes, x!, wanted)
}

export const makeTranspose: MakeKernel<Primitive<'transpose'>> = ({ permutation }, making) => {
  if (permutation.length < 2) return identity(making)
  const { device, keep } = making
  const attributes = [typeOf(making), device.type('Tperm', 'i32')]
  const order = keep(device.integers([permutation.length], permutation))
  return (x) => device.run('Transpose', attributes, x!, order)
}

export const makeBroadcastTo: MakeKernel<Primitive<'broadcastTo'>> = ({ shape }, making) => {
  const { device, keep } = making
  const attributes = [typeOf(making), device.type('Tidx', 'i32')]
  const wanted = keep(device.integers([shape.length], shape))
  return (x) => device.run('BroadcastTo', attributes, x!, wanted)
}

export const makeSlice: MakeKernel<Primitive<'slice'>> = ({ start, size }, making) => {
  if (start.length === 0) return identity(making)
  const { device, keep } = making
  const attributes = [typeOf(making), device.type('Index', 'i32')]
  const [from, length] = [start, size].map((numbers) => keep(device.integers([numbers.length], numbers)))
  return (x) => device.run('Slice', attributes, x!, from!, length!)
}

export const makeConcat: MakeKernel<Primitive<'concat'>> = ({ axis }, making) => {
  const { device, keep, operands } = making
  if (operands.length === 1) return identity(making)
  const attributes = [device.whole('N', operands.length), device.type('Tidx', 'i32'), typeOf(making)]
  const along = keep(device.integers([], [axis]))
  return (...parts) => device.run('ConcatV2', attributes, ...parts, along)
}

export const makePad: MakeKernel<Primitive<'pad'>> = ({ before, after }, making) => {
  if (before.length === 0) return identity(making)
  const { device, keep } = making
  const attributes = [typeOf(making), device.type('Tpaddings', 'i32')]
  const margins = keep(device.integers([before.length, 2], before.flatMap((n, axis) => [n, after[axis] ?? 0])))
  return (x) => device.run('Pad', attributes, x!, margins)
}
