import type { Ops, Tensor } from '../../../../engine/ops/ops.ts'
import { batchStream } from '../../../../science/random/streams.ts'
import type { Rows } from './weights.ts'

/** Data that, where present, hold the rows of every batch, i32 [steps, size]; else the program draws them. */
export const batchesName = 'batches'

/** A permutation of the n rows an epoch, cut into batches: the rows of the update being made, i32 [size]. */
function drawn(ops: Ops, n: number, size: number): Tensor {
  const perEpoch = Math.floor(n / size)
  const done = ops.sub(ops.step(), 1) // f64 scalar
  const epoch = ops.cast(ops.floor(ops.div(done, perEpoch)), 'i32')
  const place = ops.cast(ops.mod(done, perEpoch), 'i32')
  const order = ops.randomPermutation(n, { seed: 0, stream: batchStream, counter: epoch }) // i32 [n]
  return ops.gather(order, ops.add(ops.iota(size), ops.mul(place, size)))
}

/** All rows, or those of the batch of the update being made; `given` instead of drawn where there is such a list. */
export function batchOf(ops: Ops, size: number | null, given: Tensor | null, all: Rows): Rows {
  if (size === null) return all
  const [n] = all.labels.shape as readonly [number]
  const rows = given === null ? drawn(ops, n, size) : ops.gather(given, ops.cast(ops.sub(ops.step(), 1), 'i32')) // i32 [size]
  return { inputs: ops.gather(all.inputs, rows), labels: ops.gather(all.labels, rows) }
}
