import type { BatchConfig } from '../shared/schema/config/batch.ts'
import { LabError } from '../shared/errors.ts'
import type { Ops, Tensor } from '../engine/ops/ops.ts'
import { batchStream } from './random/streams.ts'

/** Training rows of one update. */
export interface Batch {
  /** Tokens i32 [size, columns], or features [size, features]. */
  readonly inputs: Tensor
  /** Labels i32 [size], or targets [size, outputs]. */
  readonly answers: Tensor
}

export function checkBatch(config: BatchConfig, trainRows: number): void {
  if (config.kind === 'minibatch' && config.size > trainRows) {
    throw new LabError(
      'bad-config',
      `A batch of ${config.size} examples is larger than the ${trainRows} that are trained on, so nothing was started. Choose at most ${trainRows}, or the full batch.`,
      { key: 'batch.size', trainRows },
    )
  }
}

/**
 * The examples of the update being made. Full batch: all of them, in order. Minibatch of size s: epoch e = ⌊(t−1)/B⌋ with
 * B = ⌊n/s⌋ batches permutes the n rows anew, keyed by (seed, `batches`, e), and update t takes the slice (t−1) mod B of it;
 * the n − Bs rows at the end of a permutation are left out of that epoch.
 *
 * @param all the n examples that are trained on
 */
export function batchOf(ops: Ops, config: BatchConfig, seed: number, all: Batch): Batch {
  if (config.kind === 'full') return all
  const { size } = config
  const [n = 0] = all.answers.shape
  const perEpoch = Math.floor(n / size)
  const done = ops.sub(ops.step(), 1) // f64 scalar: updates made, exact far beyond 2³¹
  const epoch = ops.cast(ops.floor(ops.div(done, perEpoch)), 'i32')
  const place = ops.cast(ops.mod(done, perEpoch), 'i32')
  const order = ops.randomPermutation(n, { seed, stream: batchStream, counter: epoch }) // i32 [n]
  const rows = ops.gather(order, ops.add(ops.iota(size), ops.mul(place, size))) // i32 [size]
  return { inputs: ops.gather(all.inputs, rows), answers: ops.gather(all.answers, rows) }
}
