/** Largest prime below 2²⁶: products of two residues are exact in a double. */
const q = 67_108_859

/** The residue in [0, q) of a whole number below 2⁵³ in size; the quotient by a product may be one off. */
function reduced(x: number): number {
  const rest = x - q * Math.floor(x * (1 / q))
  return rest < 0 ? rest + q : rest >= q ? rest - q : rest
}

/** x⁻¹ by Fermat's little theorem: x^(q−2). */
function inverse(x: number): number {
  if (x === 1 || x === q - 1) return x
  let result = 1
  let power = x
  for (let exponent = q - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = reduced(result * power)
    power = reduced(power * power)
  }
  return result
}

/**
 * The space that rows of whole numbers span, grown row by row: its rank is known after each, and whether a row lies within it.
 *
 * Arithmetic is modulo the prime q = 67 108 859. A rank modulo q is never larger than the true one, and is smaller only where every
 * non-zero minor of that size is a multiple of q. Rows of parallelograms (±1, ±2, Σ x² ≤ 6) have minors of at most 6^(rank/2), so
 * their ranks are exact up to 20; no eigenvalue has to be told apart from rounding.
 */
export class RowSpace {
  readonly #columns: number
  /** By pivot column: a row whose first non-zero element is 1 and stands there. */
  readonly #byPivot: (Float64Array | null)[]
  #rank = 0

  constructor(columns: number) {
    this.#columns = columns
    this.#byPivot = Array.from({ length: columns }, () => null)
  }

  get rank(): number {
    return this.#rank
  }

  has(row: ArrayLike<number>): boolean {
    return this.#remainder(row) === null
  }

  /** Whether the row raised the rank. */
  add(row: ArrayLike<number>): boolean {
    const found = this.#remainder(row)
    if (found === null) return false
    const { rest, pivot } = found
    const scale = inverse(rest[pivot]!)
    for (let j = pivot; j < this.#columns; j++) rest[j] = reduced(rest[j]! * scale)
    this.#byPivot[pivot] = rest
    this.#rank++
    return true
  }

  /** What is left of a row, with its first non-zero column; null when nothing is. */
  #remainder(row: ArrayLike<number>): { readonly rest: Float64Array; readonly pivot: number } | null {
    const rest = new Float64Array(this.#columns)
    for (let j = 0; j < rest.length; j++) rest[j] = reduced(row[j]!)
    for (let pivot = 0; pivot < this.#columns; pivot++) {
      const factor = rest[pivot]!
      if (factor === 0) continue
      const known = this.#byPivot[pivot]
      if (known === null || known === undefined) return { rest, pivot }
      for (let j = pivot; j < this.#columns; j++) rest[j] = reduced(rest[j]! - factor * known[j]!)
    }
    return null
  }
}
