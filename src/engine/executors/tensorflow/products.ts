import { sizeOf } from '../../../shared/tensors.ts'
import type { Primitive } from '../../ops/primitives.ts'
import type { MakeKernel } from './kernel.ts'

/**
 * f32 throughout. Leading axes of the left factor are rows of one product where the right factor has none and the layout lets
 * them: TensorFlow would multiply by one small matrix after the other.
 */
export const makeMatmul: MakeKernel<Primitive<'matmul'>> = ({ transposeLeft, transposeRight }, { device, keep, operands, out }) => {
  const [left, right] = operands as [typeof out, typeof out]
  const f32 = device.type('T', 'f32')
  const plain = [f32, device.flag('transpose_a', transposeLeft), device.flag('transpose_b', transposeRight)]
  if (left.shape.length === 2 && right.shape.length === 2) return (a, b) => device.run('MatMul', plain, a!, b!)
  if (right.shape.length === 2 && !transposeLeft) {
    const reshape = [f32, device.type('Tshape', 'i32')]
    const k = left.shape.at(-1) ?? 1
    const flat = keep(device.integers([2], [sizeOf(left.shape.slice(0, -1)), k]))
    const full = keep(device.integers([out.shape.length], out.shape))
    return (a, b) => device.run('Reshape', reshape, device.run('MatMul', plain, device.run('Reshape', reshape, a!, flat), b!), full)
  }
  const batched = [f32, device.flag('adj_x', transposeLeft), device.flag('adj_y', transposeRight)]
  return (a, b) => device.run('BatchMatMulV2', batched, a!, b!)
}
