import type { DenseTensor } from '../dense.ts'

/** What a kernel may read besides its operands. */
export interface KernelContext {
  /** Number of the update being made, 1 at the first. */
  step: number
}

/**
 * Prepares one operation on fixed buffers: strides, offsets and scratch are worked out here, so that the function returned
 * allocates nothing however often it runs. It overwrites every element of `out`, which shares no memory with an operand.
 */
export type Bind<P> = (primitive: P, operands: readonly DenseTensor[], out: DenseTensor, context: KernelContext) => () => void
