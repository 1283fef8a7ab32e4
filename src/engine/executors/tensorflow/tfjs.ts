/**
 * The part of `@tensorflow/tfjs-node-gpu` 4.22.0 that the executor touches, in our words: the package is no dependency of the
 * project (`docs/decisions/0009-tensorflow-outside.md`), so its own types are not there when ours are checked.
 *
 * Operations go to TensorFlow by its own names and attributes instead of through `tf.add` and friends: those look at indices on
 * the host at every call, have no power of IEEE 754 for NaN, and give zeros for `round(int32)`.
 */

export type TfDType = 'float32' | 'int32' | 'bool'

export interface TfTensor {
  readonly shape: readonly number[]
  readonly dtype: TfDType
  /** Waits until the device has computed it. */
  dataSync(): Float32Array | Int32Array | Uint8Array
  dispose(): void
  readonly isDisposed: boolean
}

/** An attribute of a TensorFlow operation: its name, what kind it is, its value. */
export interface Attribute {
  readonly name: string
  readonly type: number
  readonly value: number | boolean
}

/** A tensor as the addon knows it. */
export interface TfHandle {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}

export interface Binding {
  readonly TF_Version: string
  readonly TF_FLOAT: number
  readonly TF_INT32: number
  readonly TF_BOOL: number
  readonly TF_ATTR_BOOL: number
  readonly TF_ATTR_INT: number
  readonly TF_ATTR_TYPE: number
  executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): TfHandle[]
  deleteTensor(id: number): void
}

export interface Backend {
  readonly binding: Binding
  readonly isUsingGpuDevice: boolean
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly TfTensor[]): TfTensor
  getInputTensorIds(inputs: readonly TfTensor[]): number[]
  createOutputTensor(handle: TfHandle): TfTensor
}

export interface Tfjs {
  /** Keeps `values` until the tensor is first used, so they belong to it from here on. */
  tensor(values: Float32Array | Int32Array | Uint8Array, shape: readonly number[], dtype: TfDType): TfTensor
  /** Disposes of everything that `work` made but what it returns or keeps. */
  tidy<T>(work: () => T): T
  keep(tensor: TfTensor): TfTensor
  memory(): { readonly numTensors: number }
  backend(): Backend
}

/** `DT_HALF` of TensorFlow's types.proto; tfjs has no name for it. */
export const tfHalf = 19
