import type { BandKind, Centre } from '../spec-series.ts'
import { bootstrapInterval } from './bootstrap.ts'
import { centreOf, cutOf, mean, quantile, trim } from './centre.ts'
import { studentQuantile } from './student-t.ts'

/** Sample standard deviation, divided by n − 1, in two passes; 0 for equal values, NaN for fewer than two. */
export function deviation(values: ArrayLike<number>): number {
  const n = values.length
  const centre = mean(values)
  let squares = 0
  for (let i = 0; i < n; i += 1) squares += (values[i]! - centre) ** 2
  return Math.sqrt(squares / (n - 1))
}

/**
 * Standard error of a centre and its degrees of freedom: s/√n with n − 1 for the mean; for the trimmed mean s_w/((1 − 2γ)√n) with n − 2g − 1,
 * where the g = ⌊γn⌋ outermost values at either end count as their inner neighbours (Tukey & McLaughlin 1963; as in Yuen 1974,
 * doi:10.1093/biomet/61.1.165).
 */
function standardError(ascending: Float64Array, centre: Centre): { readonly error: number; readonly freedom: number } {
  const n = ascending.length
  const cut = centre === 'trimmed' ? cutOf(n) : 0
  if (cut === 0) return { error: deviation(ascending) / Math.sqrt(n), freedom: n - 1 }
  const low = ascending[cut]!
  const high = ascending[n - 1 - cut]!
  const winsorised = ascending.map((v) => Math.min(high, Math.max(low, v)))
  return { error: deviation(winsorised) / ((1 - 2 * trim) * Math.sqrt(n)), freedom: n - 2 * cut - 1 }
}

/**
 * The band around the centre of a group's values at one x; null where it has none (fewer than two values). SD is centre ± s (n − 1), SE is
 * centre ± its standard error, t the interval of Student at `level`, bootstrap the percentile interval over resampled members, quantiles
 * hold the middle `level` of the members, range holds all. For the geometric mean SD, SE and t are those of the logarithms, so the band is
 * a factor either way and stays above 0.
 *
 * @param values finite, in the order of the members; above 0 for the geometric mean
 */
export function intervalOf(values: Float64Array, centre: Centre, band: BandKind, level: number): readonly [number, number] | null {
  if (values.length < 2 || band === 'none') return null
  const isOrdered = centre === 'trimmed' || centre === 'median' || band === 'range' || band === 'quantiles'
  const ascending = isOrdered ? values.toSorted() : values
  if (band === 'range') return [ascending[0]!, ascending[ascending.length - 1]!]
  if (band === 'quantiles') return [quantile(ascending, (1 - level) / 2), quantile(ascending, (1 + level) / 2)]
  if (band === 'bootstrap') return bootstrapInterval(values, centre, level)

  const isGeometric = centre === 'geometric'
  const measured = isGeometric ? ascending.map(Math.log) : ascending
  const middle = isGeometric ? mean(measured) : centreOf(measured, centre)
  const { error, freedom } = standardError(measured, centre)
  const half = band === 'sd' ? deviation(measured) : band === 'se' ? error : freedom >= 1 ? error * studentQuantile((1 + level) / 2, freedom) : NaN
  if (!Number.isFinite(half)) return null
  return isGeometric ? [Math.exp(middle - half), Math.exp(middle + half)] : [middle - half, middle + half]
}
