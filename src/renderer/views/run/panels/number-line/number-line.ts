import type { MatrixPicture } from '../../../../charts/matrix-cell.ts'
import { allParallelograms, unorderedPairs } from '../../../../../science/theory/parallelograms.ts'
import { presentParallelograms, standardised } from '../../../../../science/theory/representation-quality.ts'
import { principalAxes, scores } from '../../principal-axes.ts'

/** Ten numbers on a line, standardised: mean 0 and deviation 1, as the representation quality takes them. */
export interface NumberLine {
  /** Where each symbol stands: [symbols]. */
  readonly at: Float64Array
  /** Of each sum that occurs, the midpoints of its pairs. */
  readonly sums: readonly SumRow[]
  readonly present: number
  readonly all: number
}

/** Pairs of one sum: where E is linear, their midpoints (E_i + E_j)/2 are one point. */
export interface SumRow {
  readonly sum: number
  readonly middles: readonly { readonly pair: readonly [number, number]; readonly at: number; /** Parallelograms it is part of. */ readonly matches: number }[]
  readonly present: number
  readonly all: number
}

/**
 * The line of an embedding [symbols, dimensions]; of one with more dimensions, its first principal axis. Parallelograms are counted in
 * all dimensions: (i, j) and (m, n) with i + j = m + n are one where ⟨(E_i + E_j − E_m − E_n)²⟩ < tolerance, which on a line says that the
 * midpoints of both pairs agree.
 *
 * Source: Liu et al. 2022, arXiv:2205.10343, eq. 4; the ladder of midpoints is ours.
 */
export function numberLine({ values, rows: symbols, columns: dimensions }: MatrixPicture, axis: MatrixPicture | null, tolerance = 0.01): NumberLine {
  const at = lineOf({ values, rows: symbols, columns: dimensions }, axis)
  const pairs = unorderedPairs(symbols)
  const present = presentParallelograms({ symbols, dimensions, values }, tolerance)
  const all = allParallelograms(pairs)
  const matches = new Int32Array(pairs.length)
  for (const rows of present) for (const row of rows) matches[row]! += 1
  const sumOf = (row: number): number => (pairs[row]?.[0] ?? 0) + (pairs[row]?.[1] ?? 0)
  const count = (list: readonly (readonly [number, number])[], sum: number): number => list.filter(([left]) => sumOf(left) === sum).length
  const sums = Array.from({ length: 2 * symbols - 1 }, (_, sum): SumRow => ({
    sum,
    middles: pairs.flatMap(([i, j], row) => (i + j === sum ? [{ pair: [i, j] as const, at: (at[i]! + at[j]!) / 2, matches: matches[row]! }] : [])),
    present: count(present, sum),
    all: count(all, sum),
  }))
  return { at, sums, present: present.length, all: all.length }
}

/** Standardised places along one dimension, or along the first principal axis of `axis`. */
export function lineOf(picture: MatrixPicture, axis: MatrixPicture | null): Float64Array {
  const values = picture.columns === 1 || axis === null ? picture : { values: scores(picture, principalAxes(axis, 1), 0), rows: picture.rows, columns: 1 }
  return standardised({ symbols: values.rows, dimensions: 1, values: values.values })
}
