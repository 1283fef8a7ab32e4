import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { mean, square } from '../../engine/ops/derived.ts'
import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { weight, type Model } from './model.ts'

type CommitteeConfig = Extract<ModelConfig, { kind: 'committee' }>

/** φ(x W): features [n, d], W [d, N] → [n, N] */
function votes(ops: Ops, { epsilon }: CommitteeConfig, inputs: Tensor, w: Tensor): Tensor {
  const h = ops.matmul(inputs, w)
  return ops.add(h, ops.mul(square(ops, h), epsilon / 2))
}

/**
 * A committee machine, less what it was before training:
 *
 *   f(x) = g(x; W) − g(x; W₀),   g(x; W) = (α/N) Σ_k φ(w_k · x),   φ(h) = h + ε h²/2
 *
 * W is `layers.0.weight` [inputs, N]. Large α learns lazily: at learning rate η/α² the outputs move as fast, and the weights 1/α as far.
 * What goes on from saved weights begins at f = 0 again.
 *
 * Source: Kumar et al. 2023, arXiv:2310.06110, section 3 (w ~ N(0, I), x ~ N(0, I/D)).
 */
export const committee: Model<'committee'> = {
  lacks(_config, { inputs, outputs }) {
    if (inputs.kind !== 'features') return 'A committee sums numbers, and the examples of this task are symbols; set model.kind to mlp.'
    return outputs === 1 ? null : `A committee answers one number, and this task asks for ${outputs}; set model.kind to mlp.`
  },

  needsInitial: true,

  parameters: ({ neurons }, { inputs: { columns } }) => [{ name: 'layers.0.weight', shape: [columns, neurons], fanIn: columns }],

  outputs(ops, config, _widths, weights, inputs, { note, initial } = {}) {
    if (initial === undefined) throw new Error('A committee was asked without its weights before training.')
    const now = votes(ops, config, inputs, weight(weights, 'layers.0.weight'))
    note?.('hidden.0', now)
    note?.('features', now)
    const moved = ops.sub(now, votes(ops, config, inputs, initial('layers.0.weight')))
    return ops.mul(mean(ops, moved, { axes: [1], keepDims: true }), config.alpha)
  },
}
