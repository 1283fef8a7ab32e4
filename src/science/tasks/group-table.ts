import { groupOf, type Group } from './groups.ts'
import type { Task } from './task.ts'

const forms: Readonly<Record<'product' | 'conjugate' | 'aba', (group: Group, a: number, b: number) => number>> = {
  product: (group, a, b) => group.multiply(a, b),
  conjugate: (group, a, b) => group.multiply(group.multiply(a, b), group.inverse(a)),
  aba: (group, a, b) => group.multiply(group.multiply(a, b), a),
}

/**
 * The table of a finite group: a b, a b a⁻¹ or a b a for all ordered pairs, a slowest. Elements are numbered as `groupOf` lists them.
 *
 * Source: Power et al. 2022, arXiv:2201.02177, appendix A.1.1 (S5 and its forms); Chughtai et al. 2023, arXiv:2302.03025 (S_n, A_n, D_n).
 */
export const groupTable: Task<'group_table'> = {
  examples({ group: family, n, form }) {
    const group = groupOf(family, n)
    const { order } = group
    const tokens = new Int32Array(2 * order * order)
    const labels = new Int32Array(order * order)
    for (let a = 0, row = 0; a < order; a++) {
      for (let b = 0; b < order; b++, row++) {
        tokens[2 * row] = a
        tokens[2 * row + 1] = b
        labels[row] = forms[form](group, a, b)
      }
    }
    return {
      inputs: { kind: 'tokens', values: { shape: [order * order, 2], dtype: 'i32', data: tokens }, vocabulary: order },
      answers: { kind: 'classes', values: { shape: [order * order], dtype: 'i32', data: labels }, classes: order },
    }
  },
}
