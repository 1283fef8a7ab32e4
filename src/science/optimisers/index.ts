import { adam } from './adam.ts'
import { adamw } from './adamw.ts'
import type { Optimisers } from './optimiser.ts'
import { rmsprop } from './rmsprop.ts'
import { sgd } from './sgd.ts'

export const optimisers: Optimisers = {
  adamw,
  adam,
  sgd,
  rmsprop,
}
