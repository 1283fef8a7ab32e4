import type { Primitive } from '../../ops/primitives.ts'
import { deviceDType } from './device.ts'
import type { KernelMaking, MakeKernel } from './kernel.ts'
import type { TfTensor } from './tfjs.ts'

function reduction({ device, operands }: KernelMaking, keepDims: boolean) {
  return [device.type('T', deviceDType(operands[0]!.dtype)), device.type('Tidx', 'i32'), device.flag('keep_dims', keepDims)]
}

/** In f32 from beginning to end, in an order that TensorFlow chooses. */
export const makeSum: MakeKernel<Primitive<'sum'>> = ({ axes, keepDims }, making) => {
  const attributes = reduction(making, keepDims)
  const along = making.keep(making.device.integers([axes.length], axes))
  return (x) => making.device.run('Sum', attributes, x!, along)
}

/** NaN wins. TensorFlow promises that on no device, so a row that holds one is marked by hand. */
export const makeMax: MakeKernel<Primitive<'max'>> = ({ axes, keepDims }, making) => {
  const { device, keep, operands } = making
  const attributes = reduction(making, keepDims)
  const along = keep(device.integers([axes.length], axes))
  const largest = (x: TfTensor): TfTensor => device.run('Max', attributes, x, along)
  if (operands[0]!.dtype === 'i32') return (x) => largest(x!)
  const f32 = [device.type('T', 'f32')]
  const any = [device.type('Tidx', 'i32'), device.flag('keep_dims', keepDims)]
  const nan = keep(device.floats([], [NaN]))
  return (x) => device.run('SelectV2', f32, device.run('Any', any, device.run('IsNan', f32, x!), along), nan, largest(x!))
}

/**
 * The first place that holds the largest element, NaN being the largest: the least index among those places. TensorFlow's own
 * ArgMax promises nothing about ties.
 */
export const makeArgmax: MakeKernel<Primitive<'argmax'>> = ({ axis }, making) => {
  const { device, keep, operands } = making
  const { shape, dtype } = operands[0]!
  const length = shape[axis] ?? 1
  const type = [device.type('T', deviceDType(dtype))]
  const i32 = [device.type('T', 'i32')]
  const along = keep(device.integers([1], [axis]))
  const places = keep(device.integers(shape.map((_, i) => (i === axis ? length : 1)), Array.from({ length }, (_, i) => i)))
  const beyond = keep(device.integers([], [length]))
  const [keeping, dropping] = [true, false].map((keepDims) => device.flag('keep_dims', keepDims))
  const max = [...type, device.type('Tidx', 'i32'), keeping!]
  const any = [device.type('Tidx', 'i32'), keeping!]
  const min = [...i32, device.type('Tidx', 'i32'), dropping!]
  return (x) => {
    const isLargest = device.run('Equal', type, x!, device.run('Max', max, x!, along))
    const isFound = dtype === 'i32' ? isLargest : orNaN(x!, isLargest)
    return device.run('Min', min, device.run('SelectV2', i32, isFound, places, beyond), along)
  }

  function orNaN(x: TfTensor, isLargest: TfTensor): TfTensor {
    const isNaN = device.run('IsNan', type, x)
    const hasNaN = device.run('Any', any, isNaN, along)
    return device.run('SelectV2', [device.type('T', 'bool')], hasNaN, isNaN, isLargest)
  }
}
