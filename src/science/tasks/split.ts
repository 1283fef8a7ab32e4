import type { RunConfig } from '../../shared/schema/run-config.ts'
import { LabError } from '../../shared/errors.ts'
import { permutation } from '../random/draw.ts'
import { splitStream } from '../random/streams.ts'
import type { Split } from '../types.ts'

/**
 * Draws the rows that are trained on: the first ⌊train_fraction · rows⌋ of a permutation, each part then in ascending order.
 *
 * The count is rounded down: 1 392 of the 3 481 pairs of p = 59 at 0.4, 480 of the 961 of p = 31 at 0.5. The data seed is apart
 * from the seed of the weights, as in Power et al. 2022, so that runs can share a split.
 */
export function drawSplit(rows: number, { train_fraction, data_seed }: RunConfig['split']): Split {
  const count = Math.floor(train_fraction * rows)
  if (count < 1) {
    throw new LabError(
      'bad-config',
      `A train fraction of ${train_fraction} leaves none of the ${rows} examples to train on, so nothing was started. Choose at least ${ceilTo(1 / rows)}.`,
      { key: 'split.train_fraction', rows },
    )
  }
  const order = permutation(rows, { seed: data_seed, stream: splitStream })
  return { train: order.slice(0, count).sort(), test: order.slice(count).sort() }
}

/** Up to the next thousandth: a number that a person can type. */
function ceilTo(x: number): number {
  return Math.ceil(x * 1000) / 1000
}
