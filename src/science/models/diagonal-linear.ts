import type { Ops, Tensor } from '../../engine/ops/ops.ts'
import { weight, type Model, type Parameter } from './model.ts'

/** xᴸ for a whole L ≥ 1, as products: pow has no gradient at negative numbers. */
function power(ops: Ops, x: Tensor, exponent: number): Tensor {
  let product = x
  for (let i = 1; i < exponent; i++) product = ops.mul(product, x)
  return product
}

/**
 * A linear model whose weights are differences of powers:
 *
 *   f(x) = ⟨uᴸ − vᴸ, x⟩,   u = v = α (1, …, 1) before training, so that f = 0 there
 *
 * u and v are `layers.0.plus`, `layers.0.minus` [inputs, outputs]. Large α learns like the kernel machine that prefers small weights
 * in all, small α and decay prefer few of them.
 *
 * Source: Lyu et al. 2023, arXiv:2311.18817, section 3.2; Woodworth et al. 2020, arXiv:2002.09277.
 */
export const diagonalLinear: Model<'diagonal_linear'> = {
  lacks: (_config, { inputs }) => (inputs.kind === 'features' ? null : 'A diagonal linear model sums numbers, and the examples of this task are symbols; set model.kind to mlp.'),

  parameters({ alpha }, { inputs: { columns }, outputs }) {
    return ['plus', 'minus'].map((part): Parameter => ({ name: `layers.0.${part}`, shape: [columns, outputs], fanIn: columns, initial: () => new Float64Array(columns * outputs).fill(alpha) }))
  },

  outputs(ops, { depth }, _widths, weights, inputs, { note } = {}) {
    note?.('features', inputs)
    const [plus, minus] = ['plus', 'minus'].map((part) => power(ops, weight(weights, `layers.0.${part}`), depth)) as [Tensor, Tensor]
    return ops.matmul(inputs, ops.sub(plus, minus))
  },
}
