import type { HostTensor } from '../../../shared/tensors.ts'
import type { Primitive } from '../../ops/primitives.ts'
import { deviceDType } from './device.ts'
import type { KernelMaking, MakeKernel } from './kernel.ts'
import type { TfTensor } from './tfjs.ts'

/** Operations on rows by index. An index outside the range names no row: it reads zeros and adds nowhere. */

export const makeOneHot: MakeKernel<Primitive<'oneHot'>> = ({ depth, dtype }, { device, keep }) => {
  const attributes = [device.whole('axis', -1), device.type('T', deviceDType(dtype)), device.type('TI', 'i32')]
  const length = keep(device.integers([], [depth]))
  const [on, off] = [1, 0].map((element) => keep(device.floats([], [element])))
  return (indices) => device.run('OneHot', attributes, indices!, length, on!, off!)
}

function areInside(indices: HostTensor | null, rows: number): boolean {
  return indices !== null && indices.data.every((index) => index >= 0 && index < rows)
}

/**
 * TensorFlow refuses an index outside on a CPU and reads zeros on a GPU, so unless the indices are known to be inside they are
 * brought there first and their rows cleared after. Indices of a data set are known when the program is compiled.
 */
export const makeGather: MakeKernel<Primitive<'gather'>> = (_, making) => {
  const { device, keep, operands, out, known } = making
  const [table, indices] = operands as [typeof out, typeof out]
  const rows = table.shape[0] ?? 0
  const dtype = deviceDType(table.dtype)
  const attributes = [device.whole('batch_dims', 0), device.type('Tparams', dtype), device.type('Tindices', 'i32'), device.type('Taxis', 'i32')]
  const axis = keep(device.integers([], [0]))
  const read = (from: TfTensor, at: TfTensor): TfTensor => device.run('GatherV2', attributes, from, at, axis)
  if (areInside(known(1), rows)) return (from, at) => read(from!, at!)

  const type = [device.type('T', dtype)]
  const zero = keep(zeroOf(making))
  if (rows === 0) {
    const broadcast = [...type, device.type('Tidx', 'i32')]
    const shape = keep(device.integers([out.shape.length], out.shape))
    return () => device.run('BroadcastTo', broadcast, zero, shape)
  }
  const i32 = [device.type('T', 'i32')]
  const [first, last] = [0, rows - 1].map((index) => keep(device.integers([], [index])))
  const perRow = [...indices.shape, ...table.shape.slice(1).map(() => 1)]
  const reshape = [device.type('T', 'bool'), device.type('Tshape', 'i32')]
  const rowShape = keep(device.integers([perRow.length], perRow))
  return (from, at) => {
    const nearest = device.run('Minimum', i32, device.run('Maximum', i32, at!, first!), last!)
    const isInside = device.run('Reshape', reshape, device.run('Equal', i32, nearest, at!), rowShape)
    return device.run('SelectV2', type, isInside, read(from!, nearest), zero)
  }
}

function zeroOf({ device, out }: KernelMaking): TfTensor {
  const dtype = deviceDType(out.dtype)
  return device.upload({ shape: [], dtype, data: dtype === 'f32' ? new Float32Array(1) : dtype === 'i32' ? new Int32Array(1) : new Uint8Array(1) })
}

/** Adds in f32. TensorFlow leaves negative indices out by itself, larger ones are made negative. */
export const makeSegmentSum: MakeKernel<Primitive<'segmentSum'>> = ({ segments }, { device, keep, operands, known }) => {
  const attributes = [device.type('T', deviceDType(operands[0]!.dtype)), device.type('Tindices', 'i32'), device.type('Tnumsegments', 'i32')]
  const count = keep(device.integers([], [segments]))
  if (areInside(known(1), segments)) return (values, indices) => device.run('UnsortedSegmentSum', attributes, values!, indices!, count)
  const i32 = [device.type('T', 'i32')]
  const nowhere = keep(device.integers([], [-1]))
  return (values, indices) => {
    const places = device.run('SelectV2', i32, device.run('Less', i32, indices!, count), indices!, nowhere)
    return device.run('UnsortedSegmentSum', attributes, values!, places, count)
  }
}
