/**
 * L [n, n] lower triangular with L Lᵀ = A for a symmetric positive definite A [n, n], row by row; null where a pivot is not
 * greater than the rounding of its diagonal element, n · 2⁻⁵² · A_ii.
 *
 * Error: |L Lᵀ − A| ≤ n · 2⁻⁵² · max A_ii.
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., 4.2.
 */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
  const factor = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j]!
      for (let k = 0; k < j; k++) rest -= factor[i * n + k]! * factor[j * n + k]!
      if (j < i) factor[i * n + j] = rest / factor[j * n + j]!
      else if (rest > n * Number.EPSILON * a[i * n + i]!) factor[i * n + i] = Math.sqrt(rest)
      else return null
    }
  }
  return factor
}
