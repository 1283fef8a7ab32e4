import { mlp } from './mlp.ts'
import type { Models } from './model.ts'

export const models: Models = {
  mlp,
}
