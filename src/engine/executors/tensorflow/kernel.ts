import type { HostTensor } from '../../../shared/tensors.ts'
import type { TensorType } from '../../ops/primitives.ts'
import type { Device } from './device.ts'
import type { TfTensor } from './tfjs.ts'

/** One operation of the program, ready to run any number of times on the device. */
export type DeviceKernel = (...operands: readonly TfTensor[]) => TfTensor

/** What a kernel is made from, besides its primitive. */
export interface KernelMaking {
  readonly device: Device
  readonly operands: readonly TensorType[]
  readonly out: TensorType
  /** Elements of an operand, where they are the same in every step. */
  readonly known: (operand: number) => HostTensor | null
  /** Keeps a small tensor that the kernel needs every time (axes, shapes, limits) until the program is disposed of. */
  readonly keep: (tensor: TfTensor) => TfTensor
}

export type MakeKernel<P> = (primitive: P, making: KernelMaking) => DeviceKernel
