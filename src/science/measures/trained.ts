import type { Parameter } from '../models/model.ts'
import type { Network } from '../types.ts'

/** The parameters that updates move. */
export function trainedOf({ parameters }: Network): readonly Parameter[] {
  return parameters.filter(({ frozen }) => frozen !== true)
}
