import { crossEntropy } from './cross-entropy.ts'
import type { Losses } from './loss.ts'
import { mse } from './mse.ts'
import { hinge, logistic } from './signs.ts'
import { stableMax } from './stable-max.ts'

export const losses: Losses = {
  cross_entropy: crossEntropy,
  mse,
  stable_max: stableMax,
  hinge,
  logistic,
}
