import { adamw } from './adamw.ts'
import type { Optimisers } from './optimiser.ts'

export const optimisers: Optimisers = {
  adamw,
}
