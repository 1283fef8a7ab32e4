import type { MatmulOptions, Ops, Tensor } from '../../ops/ops.ts'
import { two, sumTo, type GradientRule } from './rule.ts'

/** [..., m, k] as [all · m, k]. */
function foldLeading(ops: Ops, x: Tensor): Tensor {
  const columns = x.shape.at(-1) ?? 0
  const rows = x.shape.slice(0, -1).reduce((n, d) => n * d, 1)
  return ops.reshape(x, [rows, columns])
}

/**
 * C = A' B' with A' = A or Aᵀ, B' = B or Bᵀ: the adjoints are Ā' = C̄ B'ᵀ and B̄' = A'ᵀ C̄, turned back where A or B was turned.
 * A right factor without leading axes was used for every leading index, so its share is summed over them.
 */
export const matmul: GradientRule<'matmul'> = ({ transposeLeft, transposeRight }, backward) => {
  const { ops, adjoint } = backward
  const [a, b] = two(backward)
  const times = (x: Tensor, y: Tensor, options: MatmulOptions): Tensor => ops.matmul(x, y, options)
  const isShared = a.shape.length > b.shape.length

  function toLeft(): Tensor {
    if (!transposeLeft) return times(adjoint, b, { transposeRight: !transposeRight })
    const every = isShared ? ops.broadcastTo(b, [...a.shape.slice(0, -2), ...b.shape]) : b
    return times(every, adjoint, { transposeLeft: transposeRight, transposeRight: true })
  }

  function toRight(): Tensor {
    const isFolded = isShared && !transposeLeft
    const [x, g] = isFolded ? [foldLeading(ops, a), foldLeading(ops, adjoint)] : [a, adjoint]
    const share = transposeRight
      ? times(g, x, { transposeLeft: true, transposeRight: transposeLeft })
      : times(x, g, { transposeLeft: !transposeLeft })
    return sumTo(ops, share, b.shape)
  }

  return [toLeft, toRight]
}
