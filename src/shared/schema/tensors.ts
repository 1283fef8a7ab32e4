import { z } from 'zod'
import { sizeOf, type HostTensor } from '../tensors.ts'

const shape = z.array(z.int().min(0).max(1 << 28)).max(8).readonly()

/** A tensor on a channel: the array is as long as the shape says. */
export const Tensor: z.ZodType<HostTensor> = z
  .discriminatedUnion('dtype', [
    z.strictObject({ shape, dtype: z.literal('f32'), data: z.instanceof(Float32Array) }),
    z.strictObject({ shape, dtype: z.literal('f64'), data: z.instanceof(Float64Array) }),
    z.strictObject({ shape, dtype: z.literal('i32'), data: z.instanceof(Int32Array) }),
  ])
  .refine((t) => t.data.length === sizeOf(t.shape), 'The array is not as long as its shape says.')

export const Tensors = z.record(z.string(), Tensor)

export const Series = z
  .strictObject({ steps: z.instanceof(Uint32Array), values: z.instanceof(Float64Array) })
  .refine((s) => s.steps.length === s.values.length, 'Steps and values differ in number.')

/** Series by name. */
export const Curves = z.record(z.string(), Series)
