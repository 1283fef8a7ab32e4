import { sizeOf } from '../../../shared/tensors.ts'
import { two, type GradientRule } from './rule.ts'

/** Rows are read: their adjoints are added up where they were read from. */
export const gather: GradientRule<'gather'> = (_, backward) => {
  const { ops, adjoint } = backward
  const [table, indices] = two(backward)
  const [rows = 0, ...rest] = table.shape
  const n = sizeOf(indices.shape)
  return [() => ops.segmentSum(ops.reshape(adjoint, [n, ...rest]), ops.reshape(indices, [n]), rows), null]
}

/** Rows are added up: each receives the adjoint of the sum it went into. */
export const segmentSum: GradientRule<'segmentSum'> = (_, backward) => [() => backward.ops.gather(backward.adjoint, two(backward)[1]), null]
