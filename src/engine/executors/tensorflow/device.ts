import { LabError } from '../../../shared/errors.ts'
import type { DenseTensor } from '../../ops/dense.ts'
import type { DType, Shape } from '../../ops/ops.ts'
import { describeType } from '../../ops/primitives.ts'
import { tfHalf, type Attribute, type Backend, type TfDType, type Tfjs, type TfTensor } from './tfjs.ts'

/** Element types that TensorFlow gets. f64 stays on the host. */
export type DeviceDType = Exclude<DType, 'f64'>

const names: Readonly<Record<DeviceDType, TfDType>> = { f32: 'float32', i32: 'int32', bool: 'bool' }
const dtypes: Readonly<Record<TfDType, DeviceDType>> = { float32: 'f32', int32: 'i32', bool: 'bool' }

/** The dtype on the device; f64 never comes here, `placement.ts` sees to it. */
export function deviceDType(dtype: DType): DeviceDType {
  if (dtype === 'f64') throw new LabError('internal', 'An f64 tensor was sent to TensorFlow. Nothing stored was changed; this is a fault of the lab, please report it.')
  return dtype
}

/** TensorFlow as the kernels see it: operations by TensorFlow's own names, tensors in and out. */
export class Device {
  readonly tf: Tfjs
  private readonly backend: Backend

  constructor(tf: Tfjs) {
    this.tf = tf
    this.backend = tf.backend()
  }

  get isGpu(): boolean {
    return this.backend.isUsingGpuDevice
  }

  /** One TensorFlow operation with one result. */
  run(op: string, attributes: readonly Attribute[], ...inputs: readonly TfTensor[]): TfTensor {
    try {
      return this.backend.executeSingleOutput(op, attributes, inputs)
    } catch (error) {
      throw failure(op, inputs, error)
    }
  }

  type(name: string, dtype: DeviceDType): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_TYPE, value: this.typeNumber(dtype) }
  }
  flag(name: string, value: boolean): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_BOOL, value }
  }
  whole(name: string, value: number): Attribute {
    return { name, type: this.backend.binding.TF_ATTR_INT, value }
  }

  /** A tensor of the device with a copy of the elements. */
  upload({ shape, dtype, data }: DenseTensor): TfTensor {
    return this.tf.tensor(data.slice() as Float32Array | Int32Array | Uint8Array, shape, names[deviceDType(dtype)])
  }

  /** A second tensor of the same elements, to be disposed of by itself; TensorFlow shares the memory. */
  again(tensor: TfTensor): TfTensor {
    return this.run('Identity', [this.type('T', dtypes[tensor.dtype])], tensor)
  }

  /** A copy of the elements. */
  download(tensor: TfTensor): DenseTensor {
    return { shape: tensor.shape, dtype: dtypes[tensor.dtype], data: tensor.dataSync().slice() }
  }

  integers(shape: Shape, elements: readonly number[]): TfTensor {
    return this.tf.tensor(Int32Array.from(elements), shape, 'int32')
  }
  floats(shape: Shape, elements: readonly number[]): TfTensor {
    return this.tf.tensor(Float32Array.from(elements), shape, 'float32')
  }

  /** f32 through IEEE half and back; tfjs has no tensors of half, so the one between lives in the addon only. */
  throughHalf(x: TfTensor): TfTensor {
    const { binding } = this.backend
    const attributes = (from: number, to: number): Attribute[] => [
      { name: 'SrcT', type: binding.TF_ATTR_TYPE, value: from },
      { name: 'DstT', type: binding.TF_ATTR_TYPE, value: to },
      this.flag('Truncate', false),
    ]
    try {
      const [half] = binding.executeOp('Cast', attributes(binding.TF_FLOAT, tfHalf), this.backend.getInputTensorIds([x]), 1)
      const [full] = binding.executeOp('Cast', attributes(tfHalf, binding.TF_FLOAT), [half!.id], 1)
      binding.deleteTensor(half!.id)
      return this.backend.createOutputTensor(full!)
    } catch (error) {
      throw failure('Cast', [x], error)
    }
  }

  private typeNumber(dtype: DeviceDType): number {
    const { TF_FLOAT, TF_INT32, TF_BOOL } = this.backend.binding
    return { f32: TF_FLOAT, i32: TF_INT32, bool: TF_BOOL }[dtype]
  }
}

function failure(op: string, inputs: readonly TfTensor[], error: unknown): LabError {
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ')
  const types = inputs.map(({ shape, dtype }) => describeType({ shape, dtype: dtypes[dtype] })).join(', ')
  if (/OOM|out of memory|resource exhausted|TF_Status: 8/i.test(message)) {
    return new LabError('too-large', `TensorFlow has no memory left for ${op} of ${types}. What was saved is safe; use a smaller model or batch, close other programs on the GPU, or choose the native executor.`, { op, message })
  }
  return new LabError('internal', `TensorFlow could not compute ${op} of ${types}: ${message} What was saved is safe; choose the native executor, and please report this.`, { op, message })
}
