import type { Primitive } from '../../ops/primitives.ts'
import type { MakeKernel } from './kernel.ts'

/**
 * −log p_y a row, as the reference has it: with m the largest logit, log1p(Σ_{j≠y} exp(z_j − m)) where z_y is m itself, else
 * log(Σ_{j≠y} exp(z_j − m) + exp(z_y − m)) + (m − z_y). In f32, so a loss far below 1e-7 keeps its relative precision. A label outside
 * [0, c) gives NaN.
 */
export const makeCrossEntropy: MakeKernel<Primitive<'crossEntropy'>> = (_, { device, keep, operands }) => {
  const classes = operands[0]!.shape[1] ?? 0
  const f32 = [device.type('T', 'f32')]
  const i32 = [device.type('T', 'i32')]
  const fold = (keepDims: boolean) => [...f32, device.type('Tidx', 'i32'), device.flag('keep_dims', keepDims)]
  const [keeping, dropping] = [fold(true), fold(false)]
  const oneHot = [device.whole('axis', -1), device.type('T', 'bool'), device.type('TI', 'i32')]
  const [zero, nan] = [0, NaN].map((element) => keep(device.floats([], [element])))
  const row = keep(device.integers([1], [1]))
  const first = keep(device.integers([], [0]))
  const depth = keep(device.integers([], [classes]))
  const [on, off] = [1, 0].map((element) => keep(device.upload({ shape: [], dtype: 'bool', data: Uint8Array.of(element) })))
  return (z, labels) => {
    const isOwn = device.run('OneHot', oneHot, labels!, depth, on!, off!)
    const top = device.run('Max', keeping, z!, row)
    const shares = device.run('Exp', f32, device.run('Sub', f32, z!, top))
    const others = device.run('Sum', dropping, device.run('SelectV2', f32, isOwn, zero!, shares), row)
    const own = device.run('Sum', dropping, device.run('SelectV2', f32, isOwn, z!, zero!), row)
    const largest = device.run('Max', dropping, z!, row)
    const gap = device.run('Sub', f32, largest, own)
    const all = device.run('AddV2', f32, others, device.run('Exp', f32, device.run('Neg', f32, gap)))
    const far = device.run('AddV2', f32, device.run('Log', f32, all), gap)
    const loss = device.run('SelectV2', f32, device.run('Equal', f32, own, largest), device.run('Log1p', f32, others), far)
    const isLabel = device.run('LogicalAnd', [], device.run('GreaterEqual', i32, labels!, first), device.run('Less', i32, labels!, depth))
    return device.run('SelectV2', f32, isLabel, loss, nan!)
  }
}
