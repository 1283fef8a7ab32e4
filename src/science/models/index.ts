import { factoredMlp } from './factored-mlp.ts'
import { mlp } from './mlp.ts'
import type { Models } from './model.ts'
import { transformer } from './transformer/transformer.ts'

export const models: Models = {
  mlp,
  factored_mlp: factoredMlp,
  transformer,
}
