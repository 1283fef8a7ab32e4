import { z } from 'zod'
import { defineMeasure } from '../define.ts'
import { matricesOf } from '../matrices.ts'
import { jaccardDistance, magnitudeMask } from './mask.ts'

/** Share of the weights that go, as in the source. */
export const pruned = z.number().min(0).lt(1).default(0.6).meta({ unit: '1', help: 'Share of the weights that are pruned: those of the smallest magnitude over all matrices together.' })

/**
 * The mask of the largest weights, and how it moves:
 *
 *   mask_change    Jaccard distance 1 − |A ∩ B|/|A ∪ B| to the mask of the checkpoint before
 *   mask_initial   1 − that distance to the mask of the weights before training: how much of the ticket was there from the start
 *   mask_share.*   kept entries of each matrix
 *
 * Two random masks that keep a share q overlap by q/(2 − q). Source: Minegishi et al. 2023, arXiv:2310.19470, section 4 (masks 2000
 * epochs apart; here one checkpoint apart, so the size of a step depends on the rhythm of checkpoints).
 */
export const magnitudeMasks = defineMeasure({
  id: 'magnitude_mask',
  title: 'Mask of the largest weights',
  formula: String.raw`
    A = \{\,i:\ \lvert w_i\rvert > \text{the } k\text{-th smallest}\,\},\quad k = 0.6\,n\ \text{over all matrices} \\
    \text{change} = 1 - \frac{\lvert A\cap B\rvert}{\lvert A\cup B\rvert}\quad B:\ \text{of the checkpoint before} \\
    \text{overlap} = \frac{\lvert A\cap A_0\rvert}{\lvert A\cup A_0\rvert}\quad A_0:\ \text{of the start}`,
  domain: 'Any model with matrices. 0 to 1.',
  source: 'Minegishi et al. 2023',
  unit: '1',
  expect: 'The mask changes most where the tests turn right, and then settles. What is left of the initial mask tells whether a ticket was drawn at the start.',
  cost: 'b',
  series: ['mask_change', 'mask_initial', 'mask_share.*'],
  parameters: z.strictObject({ prune: pruned }),
  lacks: ({ weights }) => (matricesOf(weights).length > 0 ? null : 'This model has no matrix.'),
  compute({ weights, initial, previous }, { prune }) {
    const mask = magnitudeMask(weights, prune)
    return {
      mask_change: previous === null ? NaN : jaccardDistance(mask, magnitudeMask(previous.weights, prune)),
      mask_initial: 1 - jaccardDistance(mask, magnitudeMask(initial, prune)),
      ...Object.fromEntries(Object.entries(mask).map(([place, own]) => [`mask_share.${place}`, own.reduce((sum, kept) => sum + kept, 0) / own.length])),
    }
  },
  /** The mask of each matrix, 1 where an entry is kept. */
  arrays({ weights }, { prune }) {
    const mask = magnitudeMask(weights, prune)
    return Object.fromEntries(matricesOf(weights).map(([place, { shape }]) => [place, { shape, dtype: 'i32', data: Int32Array.from(mask[place] ?? []) }] as const))
  },
})
