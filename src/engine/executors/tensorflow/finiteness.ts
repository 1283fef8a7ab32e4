import { sizeOf, type NamedTensors } from '../../../shared/tensors.ts'
import type { Device } from './device.ts'
import type { TfTensor } from './tfjs.ts'

/** Asks whether no element of the f32 states is NaN or infinite. */
export interface Finiteness {
  of(state: ReadonlyMap<string, TfTensor>): boolean
  dispose(): void
}

/**
 * A sum that is finite has finite terms, so in most steps one operation a tensor and one number read from the device are the
 * answer. A sum that is not may also have overflowed: then the elements themselves are looked at.
 */
export function finitenessOf(device: Device, state: NamedTensors): Finiteness {
  const f32 = [device.type('T', 'f32')]
  const fold = [...f32, device.type('Tidx', 'i32'), device.flag('keep_dims', false)]
  const floats = Object.entries(state)
    .filter(([, { dtype, shape }]) => dtype === 'f32' && sizeOf(shape) > 0)
    .map(([name, { shape }]) => ({ name, axes: device.integers([shape.length], shape.map((_, axis) => axis)) }))
  const pack = [device.whole('N', floats.length), ...f32, device.whole('axis', 0)]
  return {
    of(tensors) {
      if (floats.length === 0) return true
      const of = (name: string): TfTensor => tensors.get(name) as TfTensor
      return device.tf.tidy(() => {
        const sums = device.run('Pack', pack, ...floats.map(({ name, axes }) => device.run('Sum', fold, of(name), axes)))
        if (sums.dataSync().every(Number.isFinite)) return true
        return floats.every(({ name }) => of(name).dataSync().every(Number.isFinite))
      })
    },
    dispose() {
      for (const { axes } of floats) axes.dispose()
    },
  }
}
