import type { Permutation } from '../../tasks/groups.ts'
import { irrep, times, type Irrep, type Matrix } from './representation.ts'

/** Parts of n in descending order. */
export type Partition = readonly number[]

/** All partitions of n, the largest part first. */
export function partitions(n: number, largest = n): Partition[] {
  if (n === 0) return [[]]
  return Array.from({ length: Math.min(n, largest) }, (_, i) => Math.min(n, largest) - i).flatMap((part) => partitions(n - part, part).map((rest) => [part, ...rest]))
}

/** Rows become columns. */
export function conjugate(partition: Partition): Partition {
  return Array.from({ length: partition[0] ?? 0 }, (_, column) => partition.filter((part) => part > column).length)
}

/** A standard tableau: the row in which each number 1 … n stands, in the order of the numbers; rows fill from the left. */
export type Tableau = readonly number[]

/** All standard tableaux of a shape: numbers grow along rows and down columns. */
export function tableaux(shape: Partition): Tableau[] {
  const n = shape.reduce((sum, part) => sum + part, 0)
  if (n === 0) return [[]]
  // The largest number stands at the end of a row that is longer than the next one.
  return shape.flatMap((part, row) => (part > (shape[row + 1] ?? 0) ? tableaux(shape.with(row, part - 1).filter((each, i) => each > 0 || i < row)).map((rest) => [...rest, row]) : []))
}

/** Column less row of each number. */
function contents(tableau: Tableau): number[] {
  const filled: number[] = []
  return tableau.map((row) => {
    const column = filled[row] ?? 0
    filled[row] = column + 1
    return column - row
  })
}

/**
 * ρ(s_i) of the transposition of i and i + 1 in Young's orthogonal form: with r the content of i + 1 less that of i in tableau T,
 *
 *   s_i v_T = (1/r) v_T + √(1 − 1/r²) v_T',   T' the tableau in which the two have changed places
 */
function transposition(all: readonly Tableau[], index: ReadonlyMap<string, number>, i: number): Matrix {
  const d = all.length
  const matrix = new Float64Array(d * d)
  all.forEach((tableau, t) => {
    const content = contents(tableau)
    const r = (content[i + 1] ?? 0) - (content[i] ?? 0)
    matrix[t * d + t] = 1 / r
    const swapped = index.get(tableau.with(i, tableau[i + 1] ?? 0).with(i + 1, tableau[i] ?? 0).join())
    if (swapped !== undefined && swapped !== t) matrix[swapped * d + t] = Math.sqrt(1 - 1 / (r * r))
  })
  return matrix
}

/** A shape with its tableaux and the matrix of every permutation that is asked for. */
export interface Specht {
  readonly shape: Partition
  readonly tableaux: readonly Tableau[]
  of(permutation: Permutation): Matrix
}

/** The irreducible representation of S_n that belongs to a partition of n. Source: Young 1931; James & Kerber 1981, section 3.4. */
export function specht(shape: Partition): Specht {
  const all = tableaux(shape)
  const d = all.length
  const n = shape.reduce((sum, part) => sum + part, 0)
  const index = new Map(all.map((tableau, t) => [tableau.join(), t]))
  const simple = Array.from({ length: Math.max(n - 1, 0) }, (_, i) => transposition(all, index, i))
  const known = new Map<string, Matrix>()
  const of = (p: Permutation): Matrix => {
    const key = p.join()
    const found = known.get(key)
    if (found !== undefined) return found
    // p s_i, which changes places i and i + 1, is closer to the identity; ρ(p) = ρ(p s_i) ρ(s_i).
    const i = p.findIndex((to, at) => to > (p[at + 1] ?? n))
    const made = i < 0 ? identity(d) : times(of(p.with(i, p[i + 1] ?? 0).with(i + 1, p[i] ?? 0)), simple[i] ?? identity(d), d)
    known.set(key, made)
    return made
  }
  return { shape, tableaux: all, of }
}

function identity(d: number): Matrix {
  const matrix = new Float64Array(d * d)
  for (let i = 0; i < d; i++) matrix[i * d + i] = 1
  return matrix
}

/** `trivial`, `sign`, `standard`, `standard_sign`, or the parts: `p3_2`. */
export function nameOf(shape: Partition): string {
  const n = shape.reduce((sum, part) => sum + part, 0)
  if (shape.length === 1) return 'trivial'
  if (shape[0] === 1) return 'sign'
  if (shape.length === 2 && shape[0] === n - 1) return 'standard'
  return shape.length === n - 1 && shape[0] === 2 ? 'standard_sign' : `p${shape.join('_')}`
}

/** All irreps of the symmetric group, of the elements in this order. */
export function symmetricIrreps(n: number, elements: readonly Permutation[]): readonly Irrep[] {
  return partitions(n).map((shape) => {
    const { tableaux: all, of } = specht(shape)
    return irrep(nameOf(shape), all.length, elements.map(of))
  })
}

/** (−1)^inversions of the numbers of a tableau read row by row: the opposite after any s_i. */
function parity(tableau: Tableau): 1 | -1 {
  const rows = Math.max(0, ...tableau) + 1
  const word = Array.from({ length: rows }, (_, row) => tableau.flatMap((own, i) => (own === row ? [i] : []))).flat()
  let inversions = 0
  for (let i = 0; i < word.length; i++) for (let j = i + 1; j < word.length; j++) if ((word[i] ?? 0) > (word[j] ?? 0)) inversions++
  return inversions % 2 === 0 ? 1 : -1
}

/** The tableau with rows as columns. */
function transposed(tableau: Tableau): Tableau {
  const filled: number[] = []
  return tableau.map((row) => {
    const column = filled[row] ?? 0
    filled[row] = column + 1
    return column
  })
}

/**
 * All real irreps of the alternating group. A shape and its conjugate restrict to the same one. A shape that is its own conjugate
 * has J v_T = ε(T) v_Tᵗ, which commutes with every even permutation: where J is symmetric its two eigenspaces, (v_T ± ε v_Tᵗ)/√2, are
 * an irrep each; where it is not, the two halves are complex and the whole is one real irrep.
 */
export function alternatingIrreps(n: number, elements: readonly Permutation[]): readonly Irrep[] {
  const done = new Set<string>()
  return partitions(n).flatMap((shape) => {
    const other = conjugate(shape)
    if (done.has(shape.join())) return []
    done.add(other.join())
    const { tableaux: all, of } = specht(shape)
    const matrices = elements.map(of)
    const d = all.length
    const whole = irrep(nameOf(shape), d, matrices)
    if (shape.join() !== other.join() || d < 2) return [whole]
    const index = new Map(all.map((tableau, t) => [tableau.join(), t]))
    const mirror = all.map((tableau) => index.get(transposed(tableau).join()) ?? 0)
    const sign = all.map(parity)
    if (sign[0] !== sign[mirror[0] ?? 0]) return [whole]
    const firsts = mirror.flatMap((to, t) => (t < to ? [t] : []))
    return ([1, -1] as const).map((half) => irrep(`${nameOf(shape)}_${half === 1 ? 'plus' : 'minus'}`, firsts.length, matrices.map((matrix) => inHalf(matrix, d, firsts, (t) => [mirror[t] ?? 0, half * (sign[t] ?? 1)]))))
  })
}

/** A matrix in the basis (v_T + e v_T')/√2. */
function inHalf(matrix: Matrix, d: number, firsts: readonly number[], partner: (t: number) => readonly [other: number, e: number]): Matrix {
  const m = firsts.length
  const out = new Float64Array(m * m)
  firsts.forEach((a, i) => {
    const [b, e] = partner(a)
    firsts.forEach((x, j) => {
      const [y, f] = partner(x)
      out[i * m + j] = (matrix[a * d + x]! + f * matrix[a * d + y]! + e * matrix[b * d + x]! + e * f * matrix[b * d + y]!) / 2
    })
  })
  return out
}
