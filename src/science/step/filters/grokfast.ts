import { slotOf, type Filter } from './filter.ts'

/**
 * Grokfast, exponential form: h ← αh + (1−α)g, at the first update h = g; g ← g + λh.
 *
 * Source: Lee et al. 2024, arXiv:2405.20233, algorithm 2, with the first h of the authors' code.
 */
export const grokfastEma: Filter<'grokfast_ema'> = {
  slots: (_config, shape) => ({ grokfast: shape }),

  apply(ops, { alpha, lambda }, parameters) {
    const isFirst = ops.equal(ops.step(), 1)
    return parameters.map(({ gradient, slots }) => {
      const mean = ops.add(ops.mul(slotOf(slots, 'grokfast'), alpha), ops.mul(gradient, 1 - alpha))
      const h = ops.select(isFirst, gradient, mean)
      return { gradient: ops.add(gradient, ops.mul(h, lambda)), slots: { grokfast: h } }
    })
  },
}

/**
 * Grokfast, window form: λ times the mean of the last `window` gradients, the present one among them, is added once there are
 * as many. The gradients stand in a ring: that of update t in row (t − 1) mod window.
 *
 * Source: Lee et al. 2024, arXiv:2405.20233, algorithm 1.
 */
export const grokfastMa: Filter<'grokfast_ma'> = {
  slots: ({ window }, shape) => ({ grokfast: [window, ...shape] }),

  apply(ops, { window, lambda }, parameters) {
    const place = ops.cast(ops.mod(ops.sub(ops.step(), 1), window), 'i32') // scalar
    const isFull = ops.lessEqual(window, ops.step())
    return parameters.map(({ gradient, slots }) => {
      const isPlace = ops.reshape(ops.equal(ops.iota(window), place), [window, ...gradient.shape.map(() => 1)]) // [window, 1, …]
      const ring = ops.select(isPlace, gradient, slotOf(slots, 'grokfast')) // [window, …]
      const mean = ops.mul(ops.sum(ring, { axes: [0] }), 1 / window)
      return { gradient: ops.add(gradient, ops.select(isFull, ops.mul(mean, lambda), 0)), slots: { grokfast: ring } }
    })
  },
}
