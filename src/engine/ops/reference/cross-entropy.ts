import type { DenseData, DenseTensor } from '../dense.ts'
import type { Primitive } from '../primitives.ts'
import type { Bind } from './kernel.ts'

/**
 * −log p_y of one row of c logits, in f64.
 *
 * With m the largest logit: log Σ_j exp(z_j − m) + m − z_y. Where z_y is itself the largest the term exp 0 = 1 is left to log1p,
 * which keeps full relative precision when the loss is far below 1e-16. A label outside [0, c) has no probability: NaN.
 */
function rowLoss(z: DenseData, row: number, c: number, label: number): number {
  if (label < 0 || label >= c) return NaN
  const own = z[row + label]!
  let largest = own
  for (let j = 0; j < c; j++) largest = Math.max(largest, z[row + j]!)
  let others = 0
  for (let j = 0; j < c; j++) if (j !== label) others += Math.exp(z[row + j]! - largest)
  return own === largest ? Math.log1p(others) : Math.log(others + Math.exp(own - largest)) + (largest - own)
}

export const bindCrossEntropy: Bind<Primitive<'crossEntropy'>> = (_, operands, out) => {
  const [logits, { data: labels }] = operands as [DenseTensor, DenseTensor]
  const c = logits.shape[1] ?? 0
  return () => {
    for (let row = 0; row < labels.length; row++) out.data[row] = rowLoss(logits.data, row * c, c, labels[row]!)
  }
}
