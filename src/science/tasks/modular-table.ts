import type { Task } from './task.ts'
import { checkModulus, operate } from './residues.ts'

/**
 * The table of an operation on the residues of p: c = a ∘ b mod p.
 *
 * Rows are in the order of (a, b), a slowest. Ordered: all p² pairs, row i is (⌊i/p⌋, i mod p). Unordered: the p(p+1)/2 pairs
 * with a ≤ b. Pairs on which the operation is not defined (b = 0 of a division) are left out, so division has p(p−1) rows;
 * products keep the row and column of 0 unless `without_zero`.
 *
 * Source: Power et al. 2022, arXiv:2201.02177; unordered as in PAIR 2023.
 */
export const modularTable: Task<'modular_table'> = {
  examples({ operator, modulus: p, ordered, without_zero }) {
    checkModulus(operator, p)
    const tokens: number[] = []
    const labels: number[] = []
    const first = without_zero === true ? 1 : 0
    for (let a = first; a < p; a++) {
      for (let b = ordered ? first : a; b < p; b++) {
        const c = operate(operator, a, b, p)
        if (c === null) continue
        tokens.push(a, b)
        labels.push(c)
      }
    }
    return {
      inputs: { kind: 'tokens', values: { shape: [labels.length, 2], dtype: 'i32', data: Int32Array.from(tokens) }, vocabulary: p },
      answers: { kind: 'classes', values: { shape: [labels.length], dtype: 'i32', data: Int32Array.from(labels) }, classes: p },
    }
  },
}
