/** A real irreducible representation of a finite group by orthogonal matrices: ρ(a b) = ρ(a) ρ(b). */
export interface Irrep {
  /** `trivial`, `sign`, `standard`, `rotation_3`, `p3_1_1` … */
  readonly name: string
  readonly dimension: number
  /** ρ(g) of every element in the order of the group: f64 [order, dimension, dimension]. */
  readonly matrices: Float64Array
}

/** One matrix, row-major. */
export type Matrix = Float64Array

export function irrep(name: string, dimension: number, matrices: readonly Matrix[]): Irrep {
  const all = new Float64Array(matrices.length * dimension * dimension)
  matrices.forEach((matrix, g) => all.set(matrix, g * dimension * dimension))
  return { name, dimension, matrices: all }
}

/** A B, both d × d. */
export function times(a: Matrix, b: Matrix, d: number): Matrix {
  const out = new Float64Array(d * d)
  for (let i = 0; i < d; i++) for (let k = 0; k < d; k++) for (let j = 0; j < d; j++) out[i * d + j]! += a[i * d + k]! * b[k * d + j]!
  return out
}

/**
 * An orthonormal basis of the matrix entries ρ_ij as functions on the group, by Gram–Schmidt: f64 [order, m], m = d² where the
 * representation stays irreducible over the complex numbers, else d²/2. Those of different irreps are orthogonal to each other, and
 * together they are all functions (Peter–Weyl).
 */
export function entryBasis({ dimension, matrices }: Irrep): { readonly size: number; readonly columns: readonly Float64Array[] } {
  const entries = dimension * dimension
  const order = matrices.length / entries
  const columns: Float64Array[] = []
  for (let e = 0; e < entries; e++) {
    const column = Float64Array.from({ length: order }, (_, g) => matrices[g * entries + e]!)
    const before = Math.sqrt(product(column, column))
    // Twice, because once leaves what rounding put back.
    for (let round = 0; round < 2; round++) {
      for (const other of columns) {
        const along = product(column, other)
        for (let g = 0; g < order; g++) column[g]! -= along * other[g]!
      }
    }
    const length = Math.sqrt(product(column, column))
    if (length > 1e-9 * before) columns.push(column.map((x) => x / length))
  }
  return { size: columns.length, columns }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
