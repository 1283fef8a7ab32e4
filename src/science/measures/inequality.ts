/**
 * Gini coefficient of non-negative numbers: 0 when all are equal, (n−1)/n when all but one are 0.
 *
 *   G = Σ_i (2i − n − 1) x_i / (n Σ x_i)   for x_1 ≤ … ≤ x_n
 *
 * NaN when their sum is 0 or not finite.
 */
export function gini(values: Float64Array): number {
  const n = values.length
  const sorted = values.slice().sort()
  let sum = 0
  let weighted = 0
  for (let i = 0; i < n; i++) {
    sum += sorted[i]!
    weighted += (2 * (i + 1) - n - 1) * sorted[i]!
  }
  return weighted / (n * sum)
}
