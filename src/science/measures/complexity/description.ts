/**
 * Generalisation bound of a code of K bits that errs on a share R̂ of n examples, with probability 1 − δ over their choice:
 *
 *   R ≤ R̂ + √((K' + 2 ln K' + ln 1/δ) / 2n),   K' = K ln 2 (the prior of a code word of K bits is 2^−K)
 *
 * Above 1 it says nothing. Source: DeMoss et al. 2024, arXiv:2412.09810, after Lotfi et al. 2022.
 */
export function generalisationBound(error: number, bits: number, n: number, delta: number): number {
  const nats = Math.max(1, bits * Math.LN2)
  return error + Math.sqrt((nats + 2 * Math.log(nats) - Math.log(delta)) / (2 * n))
}

/** Least squares of y = a ln x + b; NaN where fewer than two x differ. */
export function logFit(points: readonly (readonly [x: number, y: number])[]): { readonly a: number; readonly b: number } {
  const n = points.length
  const meanX = points.reduce((sum, [x]) => sum + Math.log(x), 0) / n
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n
  let covariance = 0
  let variance = 0
  for (const [x, y] of points) {
    covariance += (Math.log(x) - meanX) * (y - meanY)
    variance += (Math.log(x) - meanX) ** 2
  }
  const a = variance > 0 ? covariance / variance : NaN
  return { a, b: meanY - a * meanX }
}
