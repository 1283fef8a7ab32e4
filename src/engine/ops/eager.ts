import type { HostTensor } from '../../shared/tensors.ts'
import { allocateDense, toHost, type DenseTensor } from './dense.ts'
import type { Ops, Tensor } from './ops.ts'
import { opsOver } from './primitive-ops.ts'
import type { Primitive } from './primitives.ts'
import { bindKernel } from './reference/kernels.ts'
import { refuse } from './refuse.ts'
import { infer } from './shapes.ts'

export type EagerOps = Ops & {
  /** The elements of a tensor that these operations made; not a copy. bool comes out as i32. */
  value(tensor: Tensor): HostTensor
}

/** The result of one primitive, at once. */
export function computeNow(primitive: Primitive, operands: readonly DenseTensor[], step: number): DenseTensor {
  const out = allocateDense(infer(primitive, operands))
  bindKernel(primitive, operands, out, { step })()
  return out
}

/**
 * Operations that compute at once with the reference kernels: for tests and for small things off the training path.
 * `step` is what `ops.step()` says.
 */
export function referenceOps({ step = 1 }: { readonly step?: number } = {}): EagerOps {
  const ops = opsOver((primitive, operands) => computeNow(primitive, operands.map((operand) => dense(primitive, operand)), step))
  return { ...ops, value: (tensor) => toHost(dense({ op: 'constant' }, tensor)) }
}

function dense({ op }: Pick<Primitive, 'op'>, tensor: Tensor): DenseTensor {
  if ('data' in tensor) return tensor as DenseTensor
  return refuse(op, [tensor], 'it was made by other operations than these')
}
