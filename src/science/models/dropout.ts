import { dropout } from '../../engine/ops/derived/dropout.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import type { Pass } from './model.ts'

/**
 * While a network is trained: a share `rate` of the numbers is zero, other ones in each update, and the rest are divided by 1 − rate.
 * Where it is judged, x as it is.
 *
 * Source: Srivastava et al. 2014, in the inverted form of `torch.nn.Dropout`.
 */
export function dropped(ops: Ops, rate: number | undefined, { draws }: Pass, purpose: string, x: Tensor): Tensor {
  return rate === undefined || draws === undefined ? x : dropout(ops, x, rate, draws(`dropout.${purpose}`))
}
