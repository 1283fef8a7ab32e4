import type { Task } from './task.ts'

type Operator = 'add' | 'subtract' | 'multiply'

/** a ∘ b before the remainder; never negative, as a, b < p. */
const operations: Readonly<Record<Operator, (a: number, b: number, p: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b, p) => a - b + p,
  multiply: (a, b) => a * b,
}

/**
 * The table of an operation on the residues of p: c = a ∘ b mod p.
 *
 * Rows are in the order of (a, b), a slowest. Ordered: all p² pairs, row i is (⌊i/p⌋, i mod p). Unordered: the p(p+1)/2 pairs
 * with a ≤ b. Multiplication keeps the row and column of 0.
 *
 * Source: Power et al. 2022, arXiv:2201.02177; unordered as in PAIR 2023.
 */
export const modularTable: Task<'modular_table'> = {
  examples({ operator, modulus: p, ordered }) {
    const rows = ordered ? p * p : (p * (p + 1)) / 2
    const tokens = new Int32Array(2 * rows) // [rows, 2]
    const labels = new Int32Array(rows) // [rows]
    let row = 0
    for (let a = 0; a < p; a++) {
      for (let b = ordered ? 0 : a; b < p; b++) {
        tokens[2 * row] = a
        tokens[2 * row + 1] = b
        labels[row] = operations[operator](a, b, p) % p
        row++
      }
    }
    return {
      inputs: { kind: 'tokens', values: { shape: [rows, 2], dtype: 'i32', data: tokens }, vocabulary: p },
      answers: { kind: 'classes', values: { shape: [rows], dtype: 'i32', data: labels }, classes: p },
    }
  },
}
