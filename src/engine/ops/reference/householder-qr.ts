/**
 * The thin factors of a row-major A [m, n] = Q R by reflections: Q [m, k] with orthonormal columns, R [k, n] upper triangular,
 * k = min(m, n). Rows of R may have any sign. Works whatever the rank.
 *
 * Error: |A − Q R| and |QᵀQ − 1| within 1e-14 · √(mn) (· max |A|).
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., 5.2.
 */
export function householderQr(a: Float64Array, m: number, n: number): { q: Float64Array; r: Float64Array } {
  const k = Math.min(m, n)
  const work = a.slice()
  const mirrors = Array.from({ length: k }, (_, column) => {
    const mirror = mirrorOf(work, m, n, column)
    reflect(work, mirror, m, n, column)
    return mirror
  })
  const r = new Float64Array(k * n)
  for (let i = 0; i < k; i++) for (let j = i; j < n; j++) r[i * n + j] = work[i * n + j]!
  const q = new Float64Array(m * k)
  for (let i = 0; i < k; i++) q[i * k + i] = 1
  for (let column = k - 1; column >= 0; column--) reflect(q, mirrors[column]!, m, k, column)
  return { q, r }
}

/** The unit vector h with (1 − 2hhᵀ) turning the column, from its diagonal element down, into its first axis; zeros where there is nothing to turn. */
function mirrorOf(work: Float64Array, m: number, n: number, column: number): Float64Array {
  const mirror = new Float64Array(m)
  let largest = 0
  for (let i = column; i < m; i++) largest = Math.max(largest, Math.abs(work[i * n + column]!))
  if (largest === 0) return mirror
  for (let i = column; i < m; i++) mirror[i] = work[i * n + column]! / largest
  const length = lengthOf(mirror)
  mirror[column] = mirror[column]! + (mirror[column]! < 0 ? -length : length)
  const own = lengthOf(mirror)
  for (let i = column; i < m; i++) mirror[i]! /= own
  return mirror
}

function lengthOf(x: Float64Array): number {
  let square = 0
  for (const element of x) square += element * element
  return Math.sqrt(square)
}

/** matrix ← (1 − 2hhᵀ) matrix, [m, n]; h is zero above `from`. */
function reflect(matrix: Float64Array, h: Float64Array, m: number, n: number, from: number): void {
  const parts = new Float64Array(n)
  for (let i = from; i < m; i++) for (let j = 0; j < n; j++) parts[j]! += h[i]! * matrix[i * n + j]!
  for (let i = from; i < m; i++) for (let j = 0; j < n; j++) matrix[i * n + j]! -= 2 * h[i]! * parts[j]!
}
