import { weight, type Model, type Parameter } from './model.ts'
import { column } from './rows.ts'
import { matrixOf } from './solutions.ts'

/**
 * A symmetric matrix of which an example names an entry:
 *
 *   f(i, j) = (U Uᵀ − V Vᵀ)_ij,   U = V = α I before training, so that f = 0 there
 *
 * U and V are `layers.0.plus`, `layers.0.minus` [v, v], v the number of rows.
 *
 * Source: Lyu et al. 2023, arXiv:2311.18817, section 3.3 (97 rows, rank 1).
 */
export const matrixCompletion: Model<'matrix_completion'> = {
  lacks(_config, { inputs, outputs }) {
    if (inputs.kind !== 'tokens' || inputs.columns !== 2) return 'An entry of a matrix is named by a pair of symbols, and the examples of this task are none; choose another model.kind.'
    return outputs === 1 ? null : `An entry of a matrix is one number, and this task asks for ${outputs}; choose another model.kind.`
  },

  parameters({ alpha }, { inputs }) {
    const rows = inputs.kind === 'tokens' ? inputs.vocabulary : 0
    return ['plus', 'minus'].map((part): Parameter => ({ name: `layers.0.${part}`, shape: [rows, rows], fanIn: rows, initial: () => matrixOf(rows, rows, (i, j) => (i === j ? alpha : 0)) }))
  },

  outputs(ops, _config, _widths, weights, tokens) {
    const [n = 0] = tokens.shape
    const product = (part: string) => {
      const table = weight(weights, `layers.0.${part}`)
      return ops.sum(ops.mul(ops.gather(table, column(ops, tokens, 0)), ops.gather(table, column(ops, tokens, 1))), { axes: [1] }) // [n]
    }
    return ops.reshape(ops.sub(product('plus'), product('minus')), [n, 1])
  },
}
