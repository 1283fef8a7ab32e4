import { crossEntropy } from './cross-entropy.ts'
import type { Losses } from './loss.ts'
import { mse } from './mse.ts'

export const losses: Losses = {
  cross_entropy: crossEntropy,
  mse,
}
